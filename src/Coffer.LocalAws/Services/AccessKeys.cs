using Coffer.LocalAws.Services.Iam;
using Coffer.LocalAws.Services.Sts;
using Coffer.LocalAws.Signing;

namespace Coffer.LocalAws.Services;

/// <summary>
/// The access keys of this server: a fixed pair for the account's root user, one for the root user of every other account,
/// those of IAM's users, and those of sessions.
/// </summary>
internal sealed class AccessKeys(string account, IamStore iam, SessionStore sessions, TimeProvider clock) : IAccessKeys
{
    private const string Fixed = "test";
    private const int AccountLength = 12;

    /// <summary>The account's root user, whose key is <c>test</c>, with the secret <c>test</c>.</summary>
    public Caller Root { get; } = Caller.Root(account) with { AccessKeyId = Fixed };

    /// <summary>An account's number is the access key of its root user, with the same secret.</summary>
    public AccessKey? Find(string accessKeyId) =>
        accessKeyId == Fixed ? new AccessKey(Fixed, Root)
        : accessKeyId.Length == AccountLength && accessKeyId.All(char.IsAsciiDigit)
            ? new AccessKey(Fixed, Caller.Root(accessKeyId) with { AccessKeyId = accessKeyId })
        : OfUser(accessKeyId) ?? sessions.Find(accessKeyId);

    private AccessKey? OfUser(string accessKeyId)
    {
        foreach (var user in iam.Users.All)
        {
            if (user.AccessKeys.FirstOrDefault(key => key.Id == accessKeyId && key.IsActive) is { } key)
            {
                iam.KeyUses[key.Id] = clock.GetUtcNow();
                return new AccessKey(key.Secret, new Caller(user.AccountId, user.Arn, user.Id) { AccessKeyId = key.Id });
            }
        }

        return null;
    }
}
