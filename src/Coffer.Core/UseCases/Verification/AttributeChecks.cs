using Coffer.Core.Ports;

namespace Coffer.Core.UseCases.Verification;

/// <summary>
/// Attributes that let Git change the bytes of secrets, or merge them as text: those of a folder above, of a folder within, or
/// of the machine. https://git-scm.com/docs/gitattributes
/// </summary>
internal static class AttributeChecks
{
    private const string Unset = "unset";
    private const string Unspecified = "unspecified";

    private static readonly string[] Names = ["text", "eol", "filter", "ident", "working-tree-encoding", "merge"];

    /// <summary>The line of .gitattributes that leaves an environment's files alone, whatever a parent says.</summary>
    public static string LineFor(string environment) => $"/{environment}/** binary -filter -ident !working-tree-encoding !eol";

    /// <summary>One finding for each environment and attribute.</summary>
    public static IEnumerable<Finding> Check(IReadOnlyList<ScannedFile> files, IGit git)
    {
        var byPath = files.Where(file => file.Address is not null).ToDictionary(file => file.Entry.Path);
        var attributes = byPath.Count == 0
            ? new Dictionary<string, IReadOnlyDictionary<string, string>>()
            : git.Attributes(byPath.Keys, Names);
        var told = attributes.SelectMany(path => Problems(path.Value).Select(problem => (File: byPath[path.Key], Problem: problem)));
        foreach (var same in told.GroupBy(item => (item.File.Environment.Name, item.Problem)))
        {
            var first = same.First().File;
            var others = same.Count() - 1;
            var (rule, what) = same.Key.Problem;
            yield return first.Finding(
                rule,
                $"{what}{(others > 0 ? $" ({others} more in '{same.Key.Name}' too)" : "")}",
                $".gitattributes has to say, after all other lines: {LineFor(same.Key.Name)}");
        }
    }

    private static IEnumerable<(Rule Rule, string What)> Problems(IReadOnlyDictionary<string, string> attributes)
    {
        var (text, merge) = (attributes["text"], attributes["merge"]);
        if (attributes["filter"] is not (Unset or Unspecified) and var filter)
        {
            yield return (Rule.ChangesBytes, $"Git's filter '{filter}' changes its bytes");
        }

        if (attributes["ident"] is not (Unset or Unspecified))
        {
            yield return (Rule.ChangesBytes, "Git's attribute 'ident' changes its bytes");
        }

        if (attributes["working-tree-encoding"] is not (Unset or Unspecified) and var encoding)
        {
            yield return (Rule.ChangesBytes, $"Git's attribute 'working-tree-encoding' ({encoding}) changes its bytes");
        }

        if (text == "set" || (text == Unspecified && attributes["eol"] is not (Unset or Unspecified)))
        {
            yield return (Rule.ChangesBytes, $"Git's attribute '{(text == "set" ? "text" : "eol")}' changes its line ends");
        }
        else if (text != Unset)
        {
            yield return (Rule.GuessesText, "Git guesses from its bytes whether it is text");
        }

        if (merge is not (Unset or Unspecified or "binary"))
        {
            yield return (Rule.MergesAsText, $"Git merges it as text (merge: {merge})");
        }
    }
}
