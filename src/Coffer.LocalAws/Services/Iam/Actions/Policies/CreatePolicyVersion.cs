using System.Globalization;
using System.Xml;
using Coffer.LocalAws.Protocols;
using Coffer.LocalAws.Services.Iam.Model;

namespace Coffer.LocalAws.Services.Iam.Actions.Policies;

/// <summary>https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicyVersion.html</summary>
internal static class CreatePolicyVersion
{
    private const int Most = 5;

    public static void Handle(IamRequest request, XmlWriter answer)
    {
        var policy = request.Store.Policies.Require(request.Parameters);
        var document = PolicyDocument.Read(request.Parameters, "PolicyDocument");
        if (policy.Versions.Count >= Most)
        {
            throw new AwsException(409, "LimitExceeded", "A managed policy can have up to 5 versions. Before you create a new version, you must delete an existing version.");
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
        PolicyVersionXml.WriteMembers(answer, changed, version);
        answer.WriteEndElement();
    }
}
