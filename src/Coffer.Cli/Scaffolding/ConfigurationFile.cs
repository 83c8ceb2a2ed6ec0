using System.Buffers;
using System.Text;
using System.Text.Json;
using Coffer.Core.Configuration;
using Coffer.Core.Model;

namespace Coffer.Cli.Scaffolding;

/// <summary>A new <c>coffer.json</c>.</summary>
internal static class ConfigurationFile
{
    private const string Suffix = "-secrets";
    private const int MaxBucketName = 63;

    /// <summary>The settings of new environments: a key and a bucket of its own for each, by names that AWS takes.</summary>
    /// <exception cref="CofferException"><see cref="ErrorCode.Usage"/> where a name is none for an environment.</exception>
    public static IReadOnlyList<EnvironmentSettings> New(IEnumerable<string> names, string? region)
    {
        List<EnvironmentSettings> environments = [.. names.Select(name => New(name, region))];
        var alike = environments.GroupBy(environment => environment.Bucket).FirstOrDefault(group => group.Count() > 1);
        return alike is null
            ? environments
            : throw new CofferException(
                ErrorCode.Usage,
                $"{string.Join(" and ", alike.Select(environment => $"'{environment.Name}'"))} would share the bucket '{alike.Key}'",
                "a bucket's name has lower-case letters, digits and '-' only: choose names that differ in these");
    }

    private static EnvironmentSettings New(string name, string? region)
    {
        if (AddressGrammar.SegmentProblem(name, typed: true) is { } problem)
        {
            throw Wrong(problem);
        }

        // https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html; a dot would break TLS.
        var bucket = string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToLowerInvariant(c) : '-')).TrimStart('-') + Suffix;
        if (bucket == Suffix || bucket.Length > MaxBucketName)
        {
            throw Wrong("no bucket could be named after it (a letter or digit, and 55 characters at most)");
        }

        return new EnvironmentSettings(name)
        {
            Keys = [KeyName.Parse($"alias/{name.Replace('.', '-')}{Suffix}", $"environment '{name}'")],
            Bucket = bucket,
            Region = region,
        };

        CofferException Wrong(string what) =>
            new(ErrorCode.Usage, $"what is given cannot name an environment: {what}");
    }

    /// <summary>The file.</summary>
    public static ScaffoldFile Of(IReadOnlyList<EnvironmentSettings> environments)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteStartObject("environments");
            foreach (var environment in environments)
            {
                json.WriteStartObject(environment.Name);
                json.WriteString("key", environment.Keys[0].Text);
                json.WriteString("bucket", environment.Bucket);
                if (environment.Region is { } region)
                {
                    json.WriteString("region", region);
                }

                json.WriteEndObject();
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        return new ScaffoldFile(CofferConfiguration.FileName, Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n");
    }
}
