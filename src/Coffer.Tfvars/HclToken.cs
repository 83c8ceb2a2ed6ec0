namespace Coffer.Tfvars;

/// <summary>As much of HCL's lexical grammar as skipping an expression takes.</summary>
internal enum HclTokenKind
{
    End,
    Newline,
    LineComment,
    BlockComment,
    Identifier,
    Number,

    /// <summary>A quoted string without interpolation: a literal.</summary>
    String,

    /// <summary>A quoted string with <c>${…}</c> or <c>%{…}</c> in it, or a heredoc.</summary>
    Template,
    Open,
    Close,
    Comma,
    Operator,
}

/// <summary>One token: its bytes from <paramref name="Start"/> up to <paramref name="End"/>.</summary>
internal readonly record struct HclToken(HclTokenKind Kind, int Start, int End)
{
    public bool IsComment => Kind is HclTokenKind.LineComment or HclTokenKind.BlockComment;
}
