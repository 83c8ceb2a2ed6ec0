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

        if (PortableNames.Problem(name, typed: true) is { } elsewhere)
        {
            throw Wrong($"it cannot be checked out everywhere: {elsewhere}");
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
                foreach (var (name, value) in Fields(environment))
                {
                    json.WriteString(name, value);
                }

                json.WriteEndObject();
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        return new ScaffoldFile(CofferConfiguration.FileName, Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n");
    }
    /// <summary>A file that is there, with further environments after its own, and every other byte as it was.</summary>
    /// <exception cref="CofferException"><see cref="ErrorCode.Configuration"/> where it has no place for them, or where they do not go
    /// together.</exception>
    public static byte[] With(byte[] there, IReadOnlyList<EnvironmentSettings> added)
    {
        var (first, from, to) = Place(there);
        var before = there.AsSpan(0, Math.Max(first, 0));
        var line = before[(before.LastIndexOf((byte)'\n') + 1)..];
        var isOfLines = first < 0 || (line.Trim((byte)' ').Trim((byte)'\t').IsEmpty && before.Contains((byte)'\n'));
        var indent = first < 0 ? "    " : isOfLines ? Encoding.UTF8.GetString(line) : "";
        var step = indent[..((indent.Length + 1) / 2)];
        var (open, between, close) = isOfLines ? ($"\n{indent}{step}", $",\n{indent}{step}", $"\n{indent}") : (" ", ", ", " ");
        var more = string.Join(isOfLines ? $",\n{indent}" : ", ", added.Select(environment =>
            $"{Json(environment.Name)}: {{{open}{string.Join(between, Fields(environment).Select(field => $"{Json(field.Name)}: "
                + Json(field.Value)))}{close}}}"));
        var text = (first < 0, isOfLines) switch
        {
            (true, _) => $"\n{indent}{more}\n  ",
            (_, true) => $",\n{indent}{more}",
            _ => $", {more}",
        };
        byte[] with = [.. there.AsSpan(0, from), .. Encoding.UTF8.GetBytes(text), .. there.AsSpan(to)];
        _ = CofferConfiguration.Parse(with);
        return with;
    }

    // Where the first environment begins (-1: there is none), and the bytes in whose place the new ones come.
    private static (int First, int From, int To) Place(byte[] there)
    {
        var mark = there.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0;
        var reader = new Utf8JsonReader(there.AsSpan(mark));
        var (isInside, first, last) = (false, -1, -1);
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName when reader.CurrentDepth == 1:
                    isInside = reader.ValueTextEquals("environments");
                    break;
                case JsonTokenType.StartObject when isInside && reader.CurrentDepth == 1:
                    last = mark + (int)reader.BytesConsumed;
                    break;
                case JsonTokenType.PropertyName when isInside && reader.CurrentDepth == 2 && first < 0:
                    first = mark + (int)reader.TokenStartIndex;
                    break;
                case JsonTokenType.EndObject when isInside && reader.CurrentDepth == 2:
                    last = mark + (int)reader.BytesConsumed;
                    break;
                case JsonTokenType.EndObject when isInside && reader.CurrentDepth == 1:
                    return (first, last, first < 0 ? mark + (int)reader.TokenStartIndex : last);
                default:
                    break;
            }
        }

        throw new CofferException(
            ErrorCode.Configuration,
            $"{CofferConfiguration.FileName} has no 'environments' to add to",
            "write '\"environments\": {}' into it, and run the same command again");
    }

    private static IEnumerable<(string Name, string Value)> Fields(EnvironmentSettings environment)
    {
        yield return ("key", environment.Keys[0].Text);
        yield return ("bucket", environment.Bucket);
        if (environment.Region is { } region)
        {
            yield return ("region", region);
        }
    }

    private static string Json(string text) => $"\"{JsonEncodedText.Encode(text)}\"";
}
