using System.Globalization;
using System.Xml;
using Coffer.Iam.Validation;
using Coffer.LocalAws.Protocols;
using Coffer.LocalAws.Protocols.Query;

namespace Coffer.LocalAws.Services.Iam;

/// <summary>Versions of managed policies: https://docs.aws.amazon.com/IAM/latest/APIReference/API_PolicyVersion.html</summary>
internal static class PolicyVersions
{
    private const int Most = 5;

    /// <summary>https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicyVersion.html</summary>
    public static void Create(IamRequest request, XmlWriter answer)
    {
        var policy = request.Store.Policies.Require(request.Parameters);
        var document = PolicyText.Read(request.Parameters, "PolicyDocument", IdentityPolicyRules.OfManaged);
        if (policy.Versions.Count >= Most)
        {
            throw new AwsException(409, "LimitExceeded", "A managed policy can have up to 5 versions. Before you create a "
                + "new version, you must delete an existing version.");
        }

        var number = policy.LastNumber + 1;
        var version = new PolicyVersion(string.Create(CultureInfo.InvariantCulture, $"v{number}"), document, request.Now);
        var changed = policy with
        {
            Versions = [.. policy.Versions, version],
            LastNumber = number,
            Updated = request.Now,
            DefaultVersionId = request.Parameters.Flag("SetAsDefault") ? version.Id : policy.DefaultVersionId,
        };
        request.Store.Policies.Put(changed);
        answer.WriteStartElement("PolicyVersion");
        WriteMembers(answer, changed, version);
        answer.WriteEndElement();
    }

    /// <summary>https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetPolicyVersion.html</summary>
    public static void Get(IamRequest request, XmlWriter answer)
    {
        var policy = request.Store.Policies.Require(request.Parameters);
        var version = Require(request, policy);
        answer.WriteStartElement("PolicyVersion");
        PolicyText.Write(answer, "Document", version.Document);
        WriteMembers(answer, policy, version);
        answer.WriteEndElement();
    }

    /// <summary>https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListPolicyVersions.html</summary>
    public static void List(IamRequest request, XmlWriter answer)
    {
        var policy = request.Store.Policies.Require(request.Parameters);
        QueryPage.Write(
            answer, request.Parameters, "Versions", policy.Versions, version => version.Id,
            version => WriteMembers(answer, policy, version));
    }

    /// <summary>https://docs.aws.amazon.com/IAM/latest/APIReference/API_SetDefaultPolicyVersion.html</summary>
    public static void SetDefault(IamRequest request, XmlWriter answer)
    {
        var policy = request.Store.Policies.Require(request.Parameters);
        request.Store.Policies.Put(policy with { DefaultVersionId = Require(request, policy).Id, Updated = request.Now });
    }

    /// <summary>https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeletePolicyVersion.html</summary>
    public static void Delete(IamRequest request, XmlWriter answer)
    {
        var policy = request.Store.Policies.Require(request.Parameters);
        var version = Require(request, policy);
        if (version.Id == policy.DefaultVersionId)
        {
            throw IamErrors.DeleteConflict("Cannot delete the default version of a policy.");
        }

        request.Store.Policies.Put(policy with { Versions = [.. policy.Versions.Where(kept => kept != version)], Updated = request.Now });
    }

    /// <summary>The version that a request names.</summary>
    public static PolicyVersion Require(IamRequest request, ManagedPolicy policy)
    {
        var id = request.Parameters.Required("VersionId", 1, 64);
        return policy.Versions.FirstOrDefault(version => version.Id == id)
            ?? throw IamErrors.NoSuchEntity($"Policy {policy.Arn} version {id} does not exist or is not attachable.");
    }

    public static void WriteMembers(XmlWriter answer, ManagedPolicy policy, PolicyVersion version)
    {
        answer.WriteElementString("VersionId", version.Id);
        answer.WriteElementString("IsDefaultVersion", version.Id == policy.DefaultVersionId ? "true" : "false");
        answer.WriteDate("CreateDate", version.Created);
    }
}
