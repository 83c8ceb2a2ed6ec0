namespace Coffer.Iam.Documents;

/// <summary>
/// A policy of IAM, a key or a bucket:
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
/// </summary>
internal sealed record PolicyDocument(IReadOnlyList<Statement> Statements)
{
    /// <summary>The version of the language; the older one knows no variables.</summary>
    public const string Version = "2012-10-17";
}
