using System.Globalization;
using System.Text.RegularExpressions;
using Coffer.LocalAws.Protocols;

namespace Coffer.LocalAws.Services.S3.Objects;

/// <summary>
/// The part of an object that a read is for. S3 serves one range; of several, or of what it cannot read, the whole object.
/// https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
/// </summary>
internal sealed partial record ByteRange(long Start, long Length)
{
    /// <summary>Null for the whole object.</summary>
    public static ByteRange? Of(S3Request request, ObjectVersion version)
    {
        var header = request.Header("Range");
        if (request.Parameter("partNumber") is { } part)
        {
            return header is null
                ? Part(part, version)
                : throw S3Errors.InvalidRequest("Cannot specify both Range header and partNumber query parameter");
        }
        return header is null ? null : Parse(header, version.Size);
    }

    public static ByteRange? Parse(string header, long size)
    {
        var match = Single().Match(header);
        var (from, to) = (Number(match.Groups["from"]), Number(match.Groups["to"]));
        if (from is null && to is null || from > to)
        {
            return null;
        }
        var start = from ?? Math.Max(0, size - to!.Value);
        var end = from is null ? size - 1 : Math.Min(to ?? long.MaxValue, size - 1);
        return start < size
            ? new(start, end - start + 1)
            : throw new AwsException(416, "InvalidRange", "The requested range is not satisfiable",
            ("ActualObjectSize", size.ToString(CultureInfo.InvariantCulture)), ("RangeRequested", header));
    }

    /// <summary>The range of a header that gives both ends, whatever there is to read; null for any other.</summary>
    public static ByteRange? Whole(string header)
    {
        var match = Single().Match(header);
        return (Number(match.Groups["from"]), Number(match.Groups["to"])) is ({ } from, { } to) && from <= to
            ? new(from, to - from + 1)
            : null;
    }

    public string ContentRange(long size) => string.Create(CultureInfo.InvariantCulture, $"bytes {Start}-{Start + Length - 1}/{size}");

    /// <summary>An object that was not uploaded in parts has one. Parts are counted here, whatever their numbers were.</summary>
    private static ByteRange? Part(string part, ObjectVersion version)
    {
        if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number is < 1 or > 10_000)
        {
            throw S3Errors.InvalidArgument("Part number must be an integer between 1 and 10000, inclusive", "partNumber", part);
        }
        var sizes = version.Parts?.Select(each => each.Size).ToList() ?? [version.Size];
        if (number > sizes.Count)
        {
            throw new AwsException(416, "InvalidPartNumber", "The requested partnumber is not satisfiable",
                ("ActualPartCount", sizes.Count.ToString(CultureInfo.InvariantCulture)), ("PartNumberRequested", part));
        }
        return sizes[number - 1] == 0 ? null : new(sizes.Take(number - 1).Sum(), sizes[number - 1]);
    }

    private static long? Number(Group group) =>
        long.TryParse(group.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    [GeneratedRegex(@"\Abytes=(?<from>[0-9]*)-(?<to>[0-9]*)\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Single();
}
