using System.Xml;

namespace Coffer.LocalAws.Services.Iam.Actions.Policies;

/// <summary>https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetPolicy.html</summary>
internal static class GetPolicy
{
    public static void Handle(IamRequest request, XmlWriter answer) =>
        PolicyXml.Write(answer, request.Store.Policies.Require(request.Parameters), request);
}
