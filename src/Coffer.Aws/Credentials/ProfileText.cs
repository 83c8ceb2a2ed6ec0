using System.Text;
using Coffer.Core.Model;

namespace Coffer.Aws.Credentials;

/// <summary>
/// The text of <c>~/.aws/config</c> and <c>~/.aws/credentials</c>, read as the AWS CLI reads it:
/// https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html. A setting that nobody knows, or whose value makes no sense, is
/// nobody's business; a line that is no setting may have been one, so it is an error.
/// </summary>
internal sealed class ProfileText
{
    private readonly Dictionary<string, Dictionary<string, string>> sections = [];
    private readonly string path;
    private Dictionary<string, string>? section;
    private string? setting;
    private int indent;

    private ProfileText(string path) => this.path = path;

    /// <summary>All settings by section: <c>profile app</c>, <c>sso-session corp</c>, <c>services local</c>.</summary>
    /// <param name="content">What the file holds.</param>
    /// <param name="path">The file, for messages.</param>
    /// <param name="isCredentials">Whether a section's name is a profile's name alone.</param>
    /// <exception cref="CofferException"><see cref="ErrorCode.Configuration"/> with the line's number; never with the line.</exception>
    public static Dictionary<string, Dictionary<string, string>> Parse(byte[] content, string path, bool isCredentials)
    {
        var text = new ProfileText(path);
        var number = 0;
        foreach (var line in Encoding.UTF8.GetString(content).TrimStart('\uFEFF').Split('\n'))
        {
            text.Add(line, ++number, isCredentials);
        }

        return text.sections;
    }

    private void Add(string line, int number, bool isCredentials)
    {
        var words = line.Trim();
        var depth = line.Length - line.TrimStart().Length;
        if (words.Length == 0 || words[0] is '#' or ';')
        {
            return;
        }

        if (setting is not null && depth > indent)
        {
            Continue(words);
        }
        else if (words[0] == '[' && words.IndexOf(']', StringComparison.Ordinal) is > 0 and var end)
        {
            Begin(Section(words[1..end], isCredentials));
        }
        else if (section is not null && words.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals)
        {
            indent = depth;
            setting = words[..equals].TrimEnd().ToLowerInvariant();
            section[setting] = words[(equals + 1)..].TrimStart();
        }
        else
        {
            throw new CofferException(
                ErrorCode.Configuration,
                $"line {number} of '{AddressGrammar.Printable(path)}' is neither a section nor a setting of one",
                "write '[profile NAME]' and lines 'setting = value' below it; '#' begins a comment");
        }
    }

    private void Begin(string name)
    {
        setting = null;
        section = sections.GetValueOrDefault(name) ?? [];
        sections[name] = section;
    }

    // Below a setting without a value are settings of its own; below one with a value, the value goes on.
    private void Continue(string words)
    {
        var value = section![setting!];
        if (value.Length > 0)
        {
            section[setting!] = $"{value}\n{words}";
        }
        else if (words.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals)
        {
            section[$"{setting}.{words[..equals].TrimEnd().ToLowerInvariant()}"] = words[(equals + 1)..].TrimStart();
        }
    }

    private static string Section(string header, bool isCredentials)
    {
        var words = header.Trim().Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return isCredentials || words is not [var kind, var name]
            ? ProfileFiles.Section("profile", Unquoted(isCredentials ? header.Trim() : header.Trim() is "default" ? "default" : ""))
            : ProfileFiles.Section(kind, Unquoted(name));
    }

    private static string Unquoted(string name) => name is ['"' or '\'', .. var inner, _] && name[0] == name[^1] ? inner : name;
}
