using System.Text;
using Coffer.Iam.Documents;
using Coffer.Iam.Tests.Evaluation;
using CsCheck;
using Xunit;

namespace Coffer.Iam.Tests.Documents;

public sealed class PolicyReaderTests
{
    [Fact]
    public void What_is_written_is_read_again()
    {
        Gen.OneOf(Generated.Document(principals: true), Generated.Document(principals: false)).Sample(document =>
        {
            // Two statements of one name, and a document without any, are problems of their own.
            var named = document with { Id = "id", Statements = [.. document.Statements.DistinctBy(statement => statement.Sid)] };
            var written = PolicyJson.Write(named);
            var reading = PolicyReader.Read(written);
            Assert.Equal(named.Statements.Count == 0 ? 1 : 0, reading.Problems.Count);
            return written.Span.SequenceEqual(PolicyJson.Write(reading.Document).Span);
        });
    }

    [Fact]
    public void Damaged_documents_are_refused_and_nothing_is_thrown()
    {
        var text = Encoding.UTF8.GetString(PolicyJson.Write(new PolicyDocument(
        [
            new Statement("A", Effect.Allow, ["s3:*"], ["*"])
            {
                Principals = [Principal.Everybody],
                Conditions = [new Condition("StringEquals", "aws:username", ["a", "b"])],
            },
        ])).Span);
        var wrong = Gen.OneOfConst("{", "}", "[", "]", "\"", ",", ":", "1", "null", "\\ud800", "\\");
        Gen.Select(Gen.Int[0, text.Length - 1], Gen.Int[0, 3], wrong)
            .Sample((at, remove, put) =>
            {
                var damaged = string.Concat(text.AsSpan(0, at), put, text.AsSpan(Math.Min(text.Length, at + remove)));
                return PolicyReader.Read(damaged).Problems is not null;
            });
        Gen.Byte.Array[0, 40].Sample(bytes => PolicyReader.Read(bytes).Problems.Count > 0);
    }

    [Theory]
    [InlineData("""{"Statement":[{"Effect":"Allow","Extra":1}]}""", "Statement[0]: there is no element 'Extra'")]
    [InlineData("""{"Version":"2012-10-18","Statement":[]}""", "there is no version '2012-10-18' of the language")]
    [InlineData(
        """{"Statement":[{"Effect":"Allow"},{"Effect":"Permit"}]}""", "Statement[1]: 'Permit' is no effect: it is 'Allow' or 'Deny'")]
    [InlineData(
        """{"Statement":[{"Effect":"Allow","Principal":{"AWS":[1]}}]}""", "Statement[0].Principal: 'AWS' must have texts only")]
    [InlineData(
        """{"Statement":[{"Effect":"Allow","Condition":{"Bool":{"a":null}}}]}""",
        "Statement[0].Condition.Bool: 'a' must be a text or a list of texts")]
    [InlineData("{\"Statement\":\n  x}", "it is not JSON (line 2, byte 3)")]
    [InlineData("""{"Statement":"all"}""", "Statement[0]: a statement must be an object")]
    [InlineData("""{"Version":"\ud800","Statement":{}}""", "a text of it is not Unicode")]
    [InlineData("\uFEFF{}", "it is not JSON (line 1, byte 1)")]
    public void A_problem_names_its_place(string text, string problem) =>
        Assert.Equal(problem, PolicyReader.Read(text).Problems[0].ToString());

    [Fact]
    public void Bytes_that_are_no_text_are_refused() =>
        Assert.Equal("it is not UTF-8", PolicyReader.Read(new byte[] { 0x7b, 0xff, 0x7d }).Problems[0].ToString());
}
