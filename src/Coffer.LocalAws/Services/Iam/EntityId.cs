using System.Security.Cryptography;

namespace Coffer.LocalAws.Services.Iam;

/// <summary>https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids</summary>
internal static class EntityId
{
    public const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <param name="prefix">The kind, for example <c>AROA</c>.</param>
    public static string New(string prefix) => prefix + RandomNumberGenerator.GetString(Alphabet, 17);
}
