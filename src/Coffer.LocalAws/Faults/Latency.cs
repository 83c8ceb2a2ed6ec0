using System.Collections.Frozen;
using System.Globalization;
using Coffer.LocalAws.Services;

namespace Coffer.LocalAws.Faults;

/// <summary>How long each service waits before it answers.</summary>
internal sealed class Latency
{
    public static readonly Latency None = new(TimeSpan.Zero, FrozenDictionary<string, TimeSpan>.Empty);

    private readonly TimeSpan everywhere;
    private readonly FrozenDictionary<string, TimeSpan> byService;

    private Latency(TimeSpan everywhere, FrozenDictionary<string, TimeSpan> byService)
    {
        this.everywhere = everywhere;
        this.byService = byService;
    }

    public TimeSpan Of(string service) => byService.GetValueOrDefault(service, everywhere);

    /// <summary><c>10</c>, <c>kms=10,s3=5</c> or <c>10,s3=5</c>; null for anything else.</summary>
    public static Latency? TryParse(string text)
    {
        var everywhere = TimeSpan.Zero;
        var byService = new Dictionary<string, TimeSpan>();
        foreach (var part in text.Split(','))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (!uint.TryParse(part.AsSpan(equals + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
                || milliseconds > int.MaxValue)
            {
                return null;
            }

            var wait = TimeSpan.FromMilliseconds(milliseconds);
            if (equals < 0)
            {
                everywhere = wait;
            }
            else if (AwsServices.Names.FirstOrDefault(name => name == part[..equals]) is not { } service
                || !byService.TryAdd(service, wait))
            {
                return null;
            }
        }

        return new Latency(everywhere, byService.ToFrozenDictionary());
    }
}
