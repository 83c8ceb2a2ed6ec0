using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Coffer.Tfvars;

/// <summary>
/// The <c>files</c> list of a Terraform variables file
/// (https://developer.hashicorp.com/terraform/language/values/variables, "Variable Definitions Files"), edited
/// without touching another byte. Immutable: an edit gives the new content.
/// </summary>
internal sealed class FilesList
{
    private static readonly SearchValues<char> Plain =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-/");

    private readonly ReadOnlyMemory<byte> content;
    private readonly ListLayout layout;

    private FilesList(ReadOnlyMemory<byte> content, ListSource list)
    {
        this.content = content;
        layout = new ListLayout(content, list);
        Files = [.. layout.Elements.Select(element => element.Value)];
    }

    /// <summary>
    /// The files in the order of the list, escapes decoded. Not in Unicode's normal form C as Terraform has them: the
    /// runtime's invariant mode cannot, and the names that Coffer lists are ASCII.
    /// </summary>
    public IReadOnlyList<string> Files { get; }

    /// <summary>Reads a variables file; null where it does not define <c>files</c>.</summary>
    /// <exception cref="TfvarsException">It is not well-formed, or its list cannot be edited without a guess.</exception>
    public static FilesList? Parse(ReadOnlyMemory<byte> content, TfvarsSyntax syntax)
    {
        if (!Utf8.IsValid(content.Span))
        {
            throw TfvarsProblem.Malformed(content.Span, InvalidUtf8(content.Span), "expected UTF-8");
        }

        var list = syntax == TfvarsSyntax.Hcl ? HclFiles.Read(content) : JsonFiles.Read(content.Span);
        return list is null ? null : new FilesList(content, list);
    }

    /// <summary>
    /// The content with a file listed: before the first one that sorts after it, so that a sorted list stays sorted
    /// and another keeps its order. The content as it is where the file is listed already.
    /// </summary>
    public byte[] With(string file)
    {
        if (file.Length == 0 || file.AsSpan().ContainsAnyExcept(Plain))
        {
            throw new ArgumentException("expected a name that needs no escaping", nameof(file));
        }

        if (Files.Contains(file))
        {
            return content.ToArray();
        }

        var after = Files.TakeWhile(listed => string.CompareOrdinal(listed, file) < 0).Count();
        var insertion = new ListInsertion(layout, $"\"{file}\"");
        var edits = after < Files.Count ? insertion.Before(after) : insertion.AtEnd();
        return Edit(edits, [.. Files.Take(after), file, .. Files.Skip(after)]).content.ToArray();
    }

    /// <summary>The content with a file not listed; as it is where the file is not listed already.</summary>
    public byte[] Without(string file)
    {
        var list = this;
        while (list.Files.Contains(file))
        {
            var index = list.Files.TakeWhile(listed => listed != file).Count();
            list = list.Edit(
                new ListRemoval(list.layout).At(index), [.. list.Files.Take(index), .. list.Files.Skip(index + 1)]);
        }

        return list.content.ToArray();
    }

    /// <summary>
    /// The content with each file once and in the order of their bytes: a merge that keeps the lines of both sides leaves a list double
    /// and unsorted. The content as it is where it is so already, and where comments stand so that they cannot move with a name.
    /// </summary>
    public byte[] InOrder()
    {
        var list = this;
        while (list.FirstDouble() is >= 0 and var index)
        {
            list = list.Edit(new ListRemoval(list.layout).At(index), [.. list.Files.Take(index), .. list.Files.Skip(index + 1)]);
        }

        string[] sorted = [.. list.Files.Order(StringComparer.Ordinal)];
        return list.Files.SequenceEqual(sorted) || new ListSorting(list.layout).Edits() is not { } edits
            ? list.content.ToArray()
            : list.Edit(edits, sorted).content.ToArray();
    }

    /// <summary>
    /// The content with each file on a line of its own that ends with a comma: then two branches that add different files change different
    /// lines, and a merge that keeps the lines of both sides leaves a list. The content as it is where it is so already, in JSON, which has
    /// no comma at the end, and where comments stand between files.
    /// </summary>
    public byte[] ForMerges()
    {
        if (layout.List.Syntax != TfvarsSyntax.Hcl || IsForMerges())
        {
            return content.ToArray();
        }

        if (layout.Elements is [.., { OwnsLine: true, Comma: < 0 } last] && layout.Elements.SkipLast(1).All(element => element.OwnsLine))
        {
            return Edit([TextEdit.Insert(last.End, ",")], Files).content.ToArray();
        }

        if (layout.Parts.Any(part => part.IsComment))
        {
            return content.ToArray();
        }

        var newline = content.Span.IndexOf("\r\n"u8) >= 0 ? "\r\n" : "\n";
        var from = layout.Parts is [.., var end] ? end.End : layout.List.Open;
        var close = from + content.Span[from..].IndexOf((byte)']');
        var lines = layout.Elements.Select(element => $"  {layout.Text(element.Start, element.End)},{newline}");
        return Edit([new TextEdit(layout.List.Open, close, newline + string.Concat(lines))], Files).content.ToArray();
    }

    private bool IsForMerges() => layout.Elements.Count == 0
        ? layout.Parts.Any(part => part.Kind == ListPartKind.Newline)
        : layout.Elements.All(element => element is { OwnsLine: true, Comma: >= 0 });

    private int FirstDouble()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return Files.TakeWhile(seen.Add).Count() is var index && index < Files.Count ? index : -1;
    }

    /// <summary>The list after an edit, which must read as meant: nothing is written that was not read back.</summary>
    private FilesList Edit(IEnumerable<TextEdit> edits, IReadOnlyList<string> expected)
    {
        var edited = Parse(TextEdit.Apply(content.Span, edits), layout.List.Syntax);
        return edited is not null && edited.Files.SequenceEqual(expected)
            ? edited
            : throw new InvalidOperationException("the edited list of files does not read as meant");
    }

    private static int InvalidUtf8(ReadOnlySpan<byte> content)
    {
        var offset = 0;
        while (Rune.DecodeFromUtf8(content[offset..], out _, out var length) == OperationStatus.Done)
        {
            offset += length;
        }

        return offset;
    }
}
