namespace Coffer.LocalAws.Tests.Recorded;

/// <summary>A request of a case.</summary>
/// <param name="Line">Method and path, or service, action and parameters.</param>
internal sealed record RecordedRequest(string Line)
{
    public List<(string Name, string Value)> Headers { get; } = [];

    public string Body { get; set; } = string.Empty;

    public string Region { get; set; } = "us-east-1";

    /// <summary>The access key, or what stands for it.</summary>
    public string AccessKey { get; set; } = "test";
}

/// <summary>Requests, the last of which gets an answer that was recorded.</summary>
internal sealed record RecordedCase(IReadOnlyList<RecordedRequest> Requests, string Answer)
{
    /// <summary>The cases of a file; its first lines say what they look like.</summary>
    public static IEnumerable<RecordedCase> Read(string path)
    {
        var requests = new List<RecordedRequest>();
        foreach (var line in File.ReadLines(path).Where(line => line.Length > 0 && line[0] != '#'))
        {
            var (kind, rest) = (line[0], line[2..]);
            if (kind is '+' or '>')
            {
                requests.Add(new RecordedRequest(rest));
                continue;
            }

            if (kind == '<')
            {
                yield return new RecordedCase(requests, rest);
                requests = [];
                continue;
            }

            Add(requests[^1], kind, rest);
        }
    }

    private static void Add(RecordedRequest request, char kind, string rest)
    {
        switch (kind)
        {
            case 'h':
                var colon = rest.IndexOf(": ", StringComparison.Ordinal);
                request.Headers.Add((rest[..colon], rest[(colon + 2)..]));
                break;
            case 'b':
                request.Body = rest;
                break;
            case 'r':
                request.Region = rest;
                break;
            case 'k':
                request.AccessKey = rest;
                break;
            default:
                throw new InvalidOperationException($"no line begins with '{kind}'");
        }
    }
}
