using CsCheck;

namespace Coffer.Tfvars.Tests;

/// <summary>Generates variables files of every style, with the files that their list holds.</summary>
internal static class TfvarsGen
{
    public static readonly Gen<string> File = Gen.Select(
        Gen.OneOfConst("api", "web", "a-1", "_z", "B"),
        Gen.OneOfConst("a", "b", "b.c", "tls/key", "Z", "m", "n-1"),
        (service, name) => $"{service}/{name}");

    private static readonly Gen<string> Blank = Gen.OneOfConst("", "", " ", "  ", "\t");

    private static readonly Gen<string> Attribute = Gen.OneOfConst(
        "x# = 1\n", "x# = \"files = [ \\\" \"\n", "# files = [ \"api/a\"\n", "// files = [\n", "/* files = [\n */\n", "\n",
        "x# = <<EOT\nfiles = [ \"api/b\"\n  \"api/c\" ${\"}\"}\nEOT\n", "x# = <<-EOT\n  files = [\n  EOT\n",
        "x# = {\n  files = [\"api/a\"]\n  \"files\" : [ # ]\n ]\n}\n", "x# = \"${join(\"]\", [\"files = [\"])}\" # ]\n",
        "x# = [{ files = [\n\"api/a\",\n] }]\n", "x# = \"$${files = [\"\n", "x# = (1 +\n 2) /* [ */\n");

    private static readonly Gen<string> HclGap = Gen.OneOfConst(
        "", "", " ", " ", "\n  ", "\n  ", "\n    ", "\n\n  ", " # note\n  ", " // \"api/a\", [\n\t", " /* c */ ", "/* c\n c */",
        "\n  # line, \"api/b\"\n  ", "\n  # one\n  /* two */\n  ", "\n\n  # apart\n\n  ", "\n  /* head */ ");

    private static readonly Gen<string> JsonGap = Gen.OneOfConst("", "", " ", "\n    ", "\n    ", "\n\n  ", "\t", "\r");

    /// <summary>A list whose gaps are all alike, as people and formatters write it.</summary>
    private static Gen<string> Tidy(string[] files, string lastComma) => Gen.OneOfConst(
        $"[{string.Join(", ", files.Select(Quote))}]",
        $"[ {string.Join(",", files.Select(Quote))} ]",
        $"[\n{string.Concat(files.Select((file, i) => $"  {Quote(file)}{(i + 1 < files.Length ? "," : lastComma)}\n"))}]");

    private static Gen<string> Wild(string[] files, Gen<string> gap, string lastComma) =>
        gap.Array[(2 * files.Length) + 2].Select(gaps => string.Concat(
            files.Select((file, i) => gaps[2 * i] + Quote(file) + gaps[(2 * i) + 1] + (i + 1 < files.Length ? "," : lastComma))
                .Prepend("[").Append(gaps[^1]).Append("]")));

    private static readonly Gen<string[]> Files = Gen.OneOf(
        File.Array[0, 6], File.Array[0, 6].Select(files => files.Order(StringComparer.Ordinal).ToArray()));

    public static readonly Gen<string> Hcl =
        from files in Files
        from lastComma in Gen.OneOfConst("", ",")
        from list in Gen.OneOf(Tidy(files, lastComma), Wild(files, HclGap, files.Length == 0 ? "" : lastComma))
        from before in Attribute.Array[0, 3]
        from after in Attribute.Array[0, 3]
        from blank in Blank
        from end in Gen.OneOfConst("\n", " # ]\n", " /* c */\n")
        from form in Gen.Int[0, 7]
        select Shape($"{Join(before, "b")}{blank}files{blank}={blank}{list}{end}{Join(after, "c")}", form);

    public static readonly Gen<string> Json =
        from files in Files
        from list in Gen.OneOf(Tidy(files, ""), Wild(files, JsonGap, ""))
        from before in Gen.OneOfConst(
            "", "\"x\": \"\\\"files\\\": [\", ", "\"x\": {\"files\": [\n\"api/a\"]},\n", "\n  \"//\": [[1, null], {}],\n  ")
        from after in Gen.OneOfConst("", ", \"y\": [\"files\"]", ",\n  \"y\": {\"files\": []}\n")
        from form in Gen.Int[0, 3]
        select Shape($"{{{before}\"files\": {list}{after}}}\n", form & ~4);

    private static string Quote(string file) => $"\"{file}\"";

    private static string Join(string[] attributes, string name) =>
        string.Concat(attributes.Select((attribute, i) => attribute.Replace("x# ", $"{name}{i} ", StringComparison.Ordinal)));

    private static string Shape(string text, int form)
    {
        var shaped = (form & 1) == 0 ? text : text.Replace("\n", "\r\n", StringComparison.Ordinal);
        shaped = (form & 2) == 0 || shaped.Contains("<<", StringComparison.Ordinal) ? shaped : shaped.TrimEnd('\r', '\n');
        return (form & 4) == 0 ? shaped : "\uFEFF" + shaped;
    }
}
