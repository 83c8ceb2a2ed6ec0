namespace Coffer.Core.Formats.Pairs;

/// <summary>Why a file or a key is refused; spec/formats.md defines the classes, and the vectors name them.</summary>
internal enum PairProblem
{
    /// <summary>A name that cannot be bound: empty, too long, or no Unicode.</summary>
    Context,

    /// <summary>It breaks the format.</summary>
    Format,

    /// <summary>A version or an algorithm that is not read.</summary>
    Unsupported,

    /// <summary>It is sealed for another key pair.</summary>
    OtherKey,

    /// <summary>It is for another address, was changed, or was not made for this key: these cannot be told apart.</summary>
    Refused,

    /// <summary>A key that is none.</summary>
    Key,
}
