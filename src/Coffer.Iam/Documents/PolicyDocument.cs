namespace Coffer.Iam.Documents;

/// <summary>
/// A policy of IAM, a key or a bucket:
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
/// </summary>
internal sealed record PolicyDocument(IReadOnlyList<Statement> Statements)
{
    /// <summary>The version of the language that knows variables.</summary>
    public const string Latest = "2012-10-17";

    /// <summary>The older version, and that of a document that names none. What looks like a variable is plain text in it.</summary>
    public const string First = "2008-10-17";

    /// <summary>The version of the language.</summary>
    public string Version { get; init; } = Latest;

    /// <summary>The document's own name, where it has one.</summary>
    public string? Id { get; init; }
}
