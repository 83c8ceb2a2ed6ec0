using System.Xml;
using Coffer.LocalAws.Services.Iam.Model;
using Coffer.LocalAws.Services.S3.Settings;

namespace Coffer.LocalAws.Services.Iam.Actions.Policies;

/// <summary>https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicy.html</summary>
internal static class CreatePolicy
{
    public static void Handle(IamRequest request, XmlWriter answer)
    {
        var parameters = request.Parameters;
        var first = new PolicyVersion("v1", PolicyDocument.Read(parameters, "PolicyDocument"), request.Now);
        var policy = new ManagedPolicy
        {
            Id = EntityId.New("ANPA"),
            Name = request.Name("PolicyName", 128),
            AccountId = request.AccountId,
            Created = request.Now,
            Updated = request.Now,
            Path = request.Path(),
            Description = parameters.Text("Description", 0, 1000),
            Versions = [first],
            DefaultVersionId = first.Id,
            Tags = Tags.Read(parameters),
        };
        if (request.Store.Policies.Named(policy.Name) is not null)
        {
            throw IamErrors.AlreadyExists($"A policy called {policy.Name} already exists. Duplicate names are not allowed.");
        }

        request.Store.Policies.Put(policy);
        PolicyXml.Write(answer, policy, request);
    }
}
