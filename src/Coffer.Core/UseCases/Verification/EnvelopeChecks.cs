using Coffer.Core.Formats.Envelopes;
using Coffer.Core.Model;

namespace Coffer.Core.UseCases.Verification;

/// <summary>What an Encryption SDK message says of itself: well-formed, for its address, under the configured keys.</summary>
internal static class EnvelopeChecks
{
    /// <summary>What is wrong with a message; nothing for other files.</summary>
    public static IEnumerable<Finding> Check(ScannedFile file)
    {
        if (file.Envelope is not { } envelope)
        {
            yield break;
        }

        if (envelope.Problem is { } problem)
        {
            yield return file.Finding(
                Rule.Damaged, $"it is a malformed Encryption SDK message: {problem}", "restore it from Git, or seal it again");
            yield break;
        }

        if (file.Address is { } address && !envelope.HasContext(EncryptionContext.For(address, file.Environment.Binding)))
        {
            yield return file.Finding(
                Rule.ContextMismatch,
                "its encryption context is not that of its address",
                ClaimedAddress(envelope) is { } old
                    ? MovedChecks.SealedAs(old, address)
                    : "'coffer mv --sealed-as' mends what Git has moved; 'coffer adopt' binds what is not bound");
        }

        foreach (var finding in CheckKeys(file, envelope))
        {
            yield return finding;
        }
    }

    // Only a claim, and good enough for advice: the command asks KMS.
    private static SecretAddress? ClaimedAddress(EnvelopeSummary envelope)
    {
        var context = envelope.Header!.Context.ToDictionary(pair => pair.Key, pair => pair.Value);
        return context.TryGetValue("environment", out var environment)
            && context.TryGetValue("service", out var service)
            && context.TryGetValue("secret", out var name)
            && SecretAddress.TryParse($"{environment}/{service}/{name}", out var address, out _)
                ? address
                : null;
    }

    /// <summary>Keys are compared where they are configured by their ARNs; an alias does not tell.</summary>
    private static IEnumerable<Finding> CheckKeys(ScannedFile file, EnvelopeSummary envelope)
    {
        var configured = file.Environment.Keys;
        if (!configured.All(key => key.IsKeyArn))
        {
            yield break;
        }

        if (!envelope.KeyArns.Intersect(configured).Any())
        {
            yield return file.Finding(
                Rule.KeysNone,
                $"it is sealed under none of the configured keys, but under {string.Join(", ", envelope.KeyArns)}",
                "'coffer rekey' brings it to the configured keys");
        }
        else if (!envelope.KeyArns.ToHashSet().SetEquals(configured))
        {
            yield return file.Finding(
                Rule.KeysDiffer,
                "it is not sealed under all of the configured keys, and no others",
                "'coffer rekey' brings it to the configured keys");
        }
    }
}
