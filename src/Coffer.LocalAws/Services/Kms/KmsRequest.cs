using System.Collections.Frozen;
using Coffer.LocalAws.Enforcement;
using Coffer.LocalAws.Services.Iam;
using Coffer.LocalAws.Signing;

namespace Coffer.LocalAws.Services.Kms;

/// <summary>What an action works on.</summary>
internal sealed record KmsRequest(
    string Action,
    KmsParameters Parameters,
    KeyStore Keys,
    GrantStore Grants,
    IamStore Iam,
    CallerPolicies Callers,
    Caller Caller,
    string Region,
    DateTimeOffset Now)
{
    private const int LongestKeyId = 2048;

    // What a key's policy may allow to other accounts: the column 'Cross-account use' of
    // https://docs.aws.amazon.com/kms/latest/developerguide/kms-api-permissions-reference.html
    private static readonly FrozenSet<string> AcrossAccounts =
    [
        "CreateGrant", "Decrypt", "DescribeKey", "Encrypt", "GenerateDataKey", "GenerateDataKeyWithoutPlaintext", "GetKeyRotationStatus",
        "ListGrants", "ListKeyRotations", "ReEncrypt", "RetireGrant", "RevokeGrant",
    ];

    public string AccountId => Caller.AccountId;

    private KeyReference References => new(Keys, Region, AccountId);

    /// <summary>The key of a member that takes an id or a key ARN.</summary>
    public KmsKey Key(string member = "KeyId") => Resolve(member, aliases: false);

    /// <summary>The key of a member that takes alias names and alias ARNs as well.</summary>
    public KmsKey KeyOrAlias(string member = "KeyId") => Resolve(member, aliases: true);

    /// <summary>A key that may be changed: one that is not on its way out.</summary>
    public KmsKey ChangeableKey(string member = "KeyId")
    {
        var key = Key(member);
        if (key.IsAwsManaged)
        {
            throw KmsErrors.OtherAccount(Caller, Action, key.Arn);
        }

        return key.IsEnding ? throw KmsErrors.InvalidState($"{key.Arn} is pending deletion.") : key;
    }

    private KmsKey Resolve(string member, bool aliases)
    {
        var reference = Parameters.RequiredText(member, 1, LongestKeyId);
        return References.Find(reference, aliases) is { } key && (key.AccountId == AccountId || AcrossAccounts.Contains(Action))
            ? key
            : throw KmsErrors.OtherAccount(Caller, Action, reference);
    }
}
