using System.Text;

namespace Coffer.Cli.Scaffolding;

/// <summary>Names in HCL.</summary>
internal static class HclText
{
    /// <summary>A string in quotes, in which nothing is a template.</summary>
    public static string Quoted(string text)
    {
        var quoted = new StringBuilder("\"", text.Length + 2);
        for (var i = 0; i < text.Length; i++)
        {
            quoted.Append(text[i] switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                '$' or '%' when i + 1 < text.Length && text[i + 1] == '{' => new string(text[i], 2),
                var c when char.IsControl(c) => $"\\u{(int)c:x4}",
                var c => c.ToString(),
            });
        }

        return quoted.Append('"').ToString();
    }

    /// <summary>A name for a block: a letter or '_', then letters, digits, '_' and '-'.</summary>
    public static string Label(string name)
    {
        var label = name.Replace('.', '_');
        return char.IsAsciiLetter(label[0]) || label[0] == '_' ? label : $"_{label}";
    }
}
