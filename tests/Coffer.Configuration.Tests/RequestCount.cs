using Coffer.Cli.Tests.Processes;

namespace Coffer.Configuration.Tests;

/// <summary>Requests that coffer-local has answered since, by action.</summary>
internal sealed class RequestCount
{
    private readonly SealedRepository repository;
    private Dictionary<string, int> before = [];

    private RequestCount(SealedRepository repository) => this.repository = repository;

    public static async Task<RequestCount> BeginAsync(SealedRepository repository)
    {
        var count = new RequestCount(repository);
        count.before = await count.AllAsync();
        return count;
    }

    /// <summary>How many there were since the last time, for example <c>ListObjectsV2 1, Decrypt 2</c>.</summary>
    public async Task<string> NextAsync()
    {
        var now = await AllAsync();
        var said = string.Join(
            ", ",
            new[] { "ListObjectsV2", "GetObject", "Decrypt" }
                .Select(action => (action, count: now.GetValueOrDefault(action) - before.GetValueOrDefault(action)))
                .Where(pair => pair.count > 0)
                .Select(pair => $"{pair.action} {pair.count}"));
        before = now;
        return said;
    }

    private async Task<Dictionary<string, int>> AllAsync() => (await repository.Aws.LogAsync())
        .Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(ActionOf)
        .OfType<string>()
        .CountBy(action => action)
        .ToDictionary();

    private static string? ActionOf(string line) =>
        line.Contains("kms Decrypt ", StringComparison.Ordinal) ? "Decrypt"
        : line.Contains($"GET /{SealedRepository.Bucket}/api/", StringComparison.Ordinal) ? "GetObject"
        : line.Contains($"GET /{SealedRepository.Bucket}", StringComparison.Ordinal) ? "ListObjectsV2"
        : null;
}
