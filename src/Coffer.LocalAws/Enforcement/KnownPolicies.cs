using System.Runtime.CompilerServices;
using Coffer.Iam.Documents;
using Coffer.Iam.Evaluation;

namespace Coffer.LocalAws.Enforcement;

/// <summary>The texts that are kept, as documents. Each text is read once, as long as it is kept.</summary>
internal static class KnownPolicies
{
    private static readonly ConditionalWeakTable<string, PolicyDocument> Documents = [];

    /// <param name="name">What the log calls the policy.</param>
    /// <param name="text">The text, which was checked when it was put.</param>
    public static NamedPolicy Of(string name, string text) =>
        new(name, Documents.GetValue(text, static text => PolicyReader.Read(text).Document));
}
