using System.Text;
using CsCheck;
using Xunit;

namespace Coffer.Tfvars.Tests;

public sealed class EditPropertyTests
{
    private const int Documents = 20_000;

    [Theory]
    [InlineData("Hcl")]
    [InlineData("Json")]
    public void Listing_a_file_inserts_it_and_nothing_else(string name)
    {
        var syntax = Enum.Parse<TfvarsSyntax>(name);
        var listed = 0;
        Gen.Select(Generator(syntax), TfvarsGen.File).Sample(
            (content, file) =>
            {
                var files = EditCases.Parse(content, syntax).Files;
                var with = EditCases.With(content, file, syntax);
                if (files.Contains(file))
                {
                    Assert.Equal(content, with);
                    return;
                }

                var after = files.TakeWhile(other => string.CompareOrdinal(other, file) < 0).Count();
                Assert.Equal([.. files.Take(after), file, .. files.Skip(after)], EditCases.Parse(with, syntax).Files);
                Assert.True(IsInsertion(content, with, file), "another byte changed");
                Assert.Equal(with, EditCases.With(with, file, syntax));
                Assert.Equal(content, EditCases.Without(with, file, syntax));
                Interlocked.Increment(ref listed);
            },
            iter: Documents);
        Assert.InRange(listed, Documents / 2, Documents);
    }

    [Theory]
    [InlineData("Hcl")]
    [InlineData("Json")]
    public void Taking_a_file_off_leaves_the_others(string name)
    {
        var syntax = Enum.Parse<TfvarsSyntax>(name);
        var takenOff = 0;
        Gen.Select(Generator(syntax), TfvarsGen.File).Sample(
            (content, file) =>
            {
                var files = EditCases.Parse(content, syntax).Files;
                var without = EditCases.Without(content, file, syntax);
                Assert.Equal(files.Where(other => other != file), EditCases.Parse(without, syntax).Files);
                Assert.True(IsSubsequence(without, content), "something was put in");
                Interlocked.Add(ref takenOff, files.Contains(file) ? 1 : 0);
            },
            iter: Documents);
        Assert.InRange(takenOff, Documents / 50, Documents);
    }

    [Theory]
    [InlineData("Hcl")]
    [InlineData("Json")]
    public void Putting_in_order_moves_names_and_loses_no_comment(string name)
    {
        var syntax = Enum.Parse<TfvarsSyntax>(name);
        var sorted = 0;
        var left = 0;
        Generator(syntax).Sample(
            content =>
            {
                string[] once = [.. EditCases.Parse(content, syntax).Files.Distinct()];
                string[] inOrder = [.. once.Order(StringComparer.Ordinal)];
                var mended = EditCases.InOrder(content, syntax);
                var files = EditCases.Parse(mended, syntax).Files;
                if (files.SequenceEqual(inOrder))
                {
                    Interlocked.Add(ref sorted, once.SequenceEqual(inOrder) ? 0 : 1);
                }
                else
                {
                    // A comment stands where it could belong to two names: only the doubles are gone.
                    Assert.Equal(once, files);
                    Assert.Contains(content, c => c is '#' or '*' or '/');
                    Interlocked.Increment(ref left);
                }

                Assert.Equal(mended, EditCases.InOrder(mended, syntax));
                if (EditCases.Parse(content, syntax).Files.Count == once.Length)
                {
                    Assert.Equal(Characters(content), Characters(mended));
                }
            },
            iter: Documents);
        Assert.InRange(sorted, Documents / 20, Documents);
        TestContext.Current.TestOutputHelper?.WriteLine($"{syntax}: {sorted} put in order, {left} left");
    }

    // The new last name may have got a comma.
    private static string Characters(string text) =>
        string.Concat(text.Where(c => c != ',').Order());

    [Theory]
    [InlineData("Hcl")]
    [InlineData("Json")]
    public void Damage_is_refused_or_read_and_nothing_else(string name)
    {
        var syntax = Enum.Parse<TfvarsSyntax>(name);
        const int Mutants = 100_000;
        byte[][] pieces = [.. (
            (string[])["\"", "[", "]", "{", "}", "${", "%{", "\\", "\n", "\r", ",", "#", "/*", "*/", "<<E\n", "=", "~}", "files", "\u00e9"])
            .Select(Encoding.UTF8.GetBytes).Append([0xFF]).Append([0])];
        var refused = 0;
        var read = 0;
        var edit = Gen.Select(Gen.Double[0, 1], Gen.Int[0, 3], Gen.Int[0, pieces.Length - 1]);
        Gen.Select(Generator(syntax), edit.Array[1, 4]).Sample(
            (content, edits) =>
            {
                var bytes = Encoding.UTF8.GetBytes(content);
                foreach ((var place, var cut, var piece) in edits)
                {
                    var start = (int)(place * bytes.Length);
                    bytes = [.. bytes[..start], .. pieces[piece], .. bytes[Math.Min(bytes.Length, start + cut)..]];
                }

                try
                {
                    var list = FilesList.Parse(bytes, syntax);
                    var with = list?.With("m/new");
                    Assert.Equal(list is null ? null : bytes, with is null ? null : FilesList.Parse(with, syntax)?.Without("m/new"));
                    Interlocked.Increment(ref read);
                }
                catch (TfvarsException)
                {
                    Interlocked.Increment(ref refused);
                }
            },
            iter: Mutants);
        Assert.Equal(Mutants, refused + read);
        Assert.InRange(refused, Mutants / 10, Mutants);
        Assert.InRange(read, Mutants / 100, Mutants);
        TestContext.Current.TestOutputHelper?.WriteLine($"{syntax}: {refused} refused, {read} read");
    }

    private static Gen<string> Generator(TfvarsSyntax syntax) => syntax == TfvarsSyntax.Hcl ? TfvarsGen.Hcl : TfvarsGen.Json;

    /// <summary>
    /// One insertion, or two where the new last line had to give the old one its comma in front of a comment or blanks.
    /// </summary>
    private static bool IsInsertion(string before, string after, string file)
    {
        var start = before.Zip(after).TakeWhile(pair => pair.First == pair.Second).Count();
        var comma = after[start] == ',' && !EndsAlike(before, after, start);
        var rest = comma ? after.Remove(start, 1) : after;
        start = comma ? before.Zip(rest).TakeWhile(pair => pair.First == pair.Second).Count() : start;
        var added = rest.Length - before.Length;
        return EndsAlike(before, rest, start)
            && Enumerable.Range(0, start + 1).Any(at =>
                at + added <= rest.Length
                    && rest.Remove(at, added) == before
                    && rest.Substring(at, added).Contains($"\"{file}\"", StringComparison.Ordinal))
            && (!comma || rest.Substring(start, added).Contains('\n', StringComparison.Ordinal));
    }

    private static bool EndsAlike(string before, string after, int start) =>
        after.EndsWith(before[start..], StringComparison.Ordinal);

    private static bool IsSubsequence(string part, string whole)
    {
        var at = 0;
        foreach (var c in whole)
        {
            at += at < part.Length && part[at] == c ? 1 : 0;
        }

        return at == part.Length;
    }
}
