namespace Coffer.Iam.Documents;

/// <summary>What is wrong with the form of a document.</summary>
internal enum ProblemKind
{
    /// <summary>The text is not JSON, or not UTF-8.</summary>
    NotJson,

    /// <summary>The document is JSON, but no object.</summary>
    NotAnObject,

    /// <summary>An element that the language does not know.</summary>
    Unknown,

    /// <summary>An element that occurs twice.</summary>
    Twice,

    /// <summary>An element that must be there is not.</summary>
    Missing,

    /// <summary>An element that is not of the type that it must have.</summary>
    Type,

    /// <summary>A text that is none of those that the element may have.</summary>
    Value,

    /// <summary>A list without anything in it.</summary>
    Empty,

    /// <summary>An element beside the one that is its opposite, for example <c>NotAction</c> beside <c>Action</c>.</summary>
    Conflict,

    /// <summary>Two statements of one name.</summary>
    SameSid,
}

/// <summary>One thing that is wrong with the form of a document.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Where">The place, for example <c>Statement[2]</c>; empty for the document itself.</param>
/// <param name="Element">The element, for example <c>Effect</c>; empty for the place itself.</param>
/// <param name="Text">The whole in words.</param>
internal sealed record PolicyProblem(ProblemKind Kind, string Where, string Element, string Text)
{
    /// <summary>The value that is wrong, where that is a text.</summary>
    public string? Value { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Where.Length == 0 ? Text : $"{Where}: {Text}";
}
