using System.Globalization;
using Coffer.Core.Formats;
using Coffer.Core.Model;
using Coffer.Core.Ports;

namespace Coffer.Core.UseCases.Verification;

/// <summary>What is asked of Git's history.</summary>
/// <param name="MaxAge">How old a ciphertext may be; null for any age.</param>
/// <param name="Now">The time.</param>
/// <param name="FindsPlaintext">Whether plaintext is looked for in what the files held in the past.</param>
internal sealed record HistoryQuestions(TimeSpan? MaxAge, DateTimeOffset Now, bool FindsPlaintext);

/// <summary>What Git's history says: ciphertexts that nobody has changed for long, and plaintext that was committed once.</summary>
internal static class HistoryChecks
{
    /// <summary>Looks as far back as Git is asked.</summary>
    public static IEnumerable<Finding> Check(IReadOnlyList<ScannedFile> files, IGit git, HistoryQuestions questions) =>
    [
        .. questions.MaxAge is { } most ? TooOld(files, git, questions.Now, most) : [],
        .. questions.FindsPlaintext ? Plaintext(files, git) : [],
    ];

    /// <summary>Where the history that is asked ends too early. The limit of time is the manual's.</summary>
    public static IEnumerable<Finding> CheckDepth(IReadOnlyList<ScannedFile> files, IGit git, HistoryQuestions? questions)
    {
        var isAsked = questions is not null || files.Any(file => file is { IsSecret: true, Environment.Binding: Binding.Bound });
        return isAsked
            ? git.Gaps.Where(gap => gap.Kind != GitGapKind.Late).Select(gap => new Finding(
                Rule.HistoryCut,
                null,
                gap.Place.Length == 0 ? Configuration.CofferConfiguration.FileName : gap.Place.TrimEnd('/'),
                "Git's history is not all here: a secret that was moved before it begins is not seen as moved",
                MendFor(gap)))
            : [];
    }

    private static string MendFor(GitGap gap)
    {
        var git = gap.Place.Length == 0 ? "git" : $"git -C {AddressGrammar.Printable(gap.Place.TrimEnd('/'))}";
        return gap.Kind == GitGapKind.Shallow
            ? $"fetch all of it: '{git} fetch --unshallow'; in CI 'fetch-depth: 0' or 'GIT_DEPTH: 0'"
            : $"the clone was made with a filter: '{git} fetch --refetch --no-filter' fetches what it left out";
    }

    // What is not in the history that was read, as that has a limit, is older than it.
    private static IEnumerable<Finding> TooOld(IReadOnlyList<ScannedFile> files, IGit git, DateTimeOffset now, TimeSpan most)
    {
        var since = git.History.Where(content => content.Time is not null)
            .GroupBy(content => (content.Path, content.Blob))
            .ToDictionary(same => same.Key, same => same.Max(content => content.Time!.Value));
        var oldest = git.History.Min(content => content.Time) ?? now;
        var committed = git.Head.ToDictionary(file => file.Path, file => file.Blob);
        foreach (var file in files.Where(file => file.IsSecret && committed.GetValueOrDefault(file.Entry.Path) == file.Id))
        {
            var age = now - since.GetValueOrDefault((file.Entry.Path, file.Id!), oldest);
            if (age > most)
            {
                yield return file.Finding(
                    Rule.TooOld,
                    $"it was sealed {Days(age)} days ago or before, and 'coffer verify --max-age' allows {Days(most)}",
                    "change the value where it is used, and seal the new one with 'coffer set'");
            }
        }
    }

    private static string Days(TimeSpan time) => ((int)time.TotalDays).ToString(CultureInfo.InvariantCulture);

    private static IEnumerable<Finding> Plaintext(IReadOnlyList<ScannedFile> files, IGit git)
    {
        var environments = files.Select(file => file.Environment.Name).ToHashSet();
        var here = files.Where(file => file.Id is not null).Select(file => (file.Entry.Path, file.Id!)).ToHashSet();
        var past = git.History
            .Where(content => SecretAddress.TryParse(content.Path, out var address, out _) && environments.Contains(address.Environment))
            .Select(content => (content.Path, content.Blob))
            .Distinct()
            .Where(content => !here.Contains(content))
            .ToList();

        // A path may have had many contents: each is asked for by a name of its own.
        var contents = git.Contents([.. past.Select(content => new GitFile($"{content.Path}\n{content.Blob}", content.Blob))]);
        foreach (var path in past.GroupBy(content => content.Path))
        {
            var problems = path
                .Select(content => contents.TryGetValue($"{content.Path}\n{content.Blob}", out var bytes) ? SealedContent.Of(bytes) : null)
                .Where(content => content is { Format: SealedFormat.NotCiphertext })
                .ToList();
            if (problems.Count > 0)
            {
                yield return new Finding(
                    Rule.PlaintextInHistory,
                    path.Key.Split('/', 2)[0],
                    path.Key,
                    $"in Git's history {problems[0]!.Problem}{(problems.Count > 1 ? $" ({problems.Count} times)" : "")}",
                    "every clone has it: change that value where it is used, then seal the new one; 'git filter-repo' only tidies up");
            }
        }
    }
}
