using System.Globalization;
using System.Xml;
using Coffer.Iam.Conditions;
using Coffer.Iam.Documents;
using Coffer.Iam.Evaluation;
using Coffer.Iam.Validation;
using Coffer.LocalAws.Protocols;
using Coffer.LocalAws.Protocols.Query;

namespace Coffer.LocalAws.Services.Iam;

/// <summary>
/// What policies would decide: https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html and
/// API_SimulateCustomPolicy. A key that the request gives no value is taken for one that is not there.
/// </summary>
internal static class Simulation
{
    /// <summary>With the policies of a user, role or group, and with those that the request adds.</summary>
    public static void OfPrincipal(IamRequest request, XmlWriter answer)
    {
        var source = request.Parameters.Required("PolicySourceArn", 20, 2048);
        var owner = request.Store.Users.WithArn(source) ?? request.Store.Roles.WithArn(source) as PolicyHolder
            ?? request.Store.Groups.WithArn(source) ?? throw IamErrors.NoSuchEntity($"The entity {source} cannot be found.");
        var principal = owner is Role ? RequestPrincipal.Session(owner.Arn, "simulation") : RequestPrincipal.User(owner.Arn);
        Write(request, answer, principal with { UniqueIds = [owner.Id], Tags = owner.Tags }, new PolicySet
        {
            Identity = [.. request.Callers.Of(owner), .. Given(request, "PolicyInputList")],
            Boundary = Boundary(request) ?? ((owner as IamPrincipal)?.PermissionsBoundary is { } arn ? request.Callers.Managed(arn) : null),
            Resource = Resource(request),
        });
    }

    /// <summary>With the policies of the request alone.</summary>
    public static void OfCustom(IamRequest request, XmlWriter answer)
    {
        _ = request.Parameters.Required("PolicyInputList.member.1", 1, 131072);
        var caller = request.Parameters.Text("CallerArn", 1, 2048);
        var principal = Arn.TryParse(caller ?? "", out _)
            ? RequestPrincipal.User(caller!)
            : RequestPrincipal.User($"arn:{request.Partition}:iam::{request.AccountId}:user/simulation");
        Write(request, answer, principal, new PolicySet
        {
            Identity = Given(request, "PolicyInputList"),
            Boundary = Boundary(request),
            Resource = Resource(request),
        });
    }

    private static void Write(IamRequest request, XmlWriter answer, RequestPrincipal principal, PolicySet policies)
    {
        var actions = request.Parameters.List("ActionNames") ?? [request.Parameters.Required("ActionNames.member.1", 3, 128)];
        var resources = request.Parameters.List("ResourceArns") ?? ["*"];
        var questions = from action in actions from resource in resources select (Action: action, Resource: resource);
        answer.WriteList("EvaluationResults", questions, question =>
        {
            var context = Context(request.Parameters);
            principal.Describe(context);
            var decision = Authorizer.Decide(
                new AccessRequest(principal, question.Action, question.Resource, null, context), policies);
            Write(answer, question, decision, policies);
        });
        answer.WriteElementString("IsTruncated", "false");
    }

    private static void Write(XmlWriter answer, (string Action, string Resource) question, Decision decision, PolicySet policies)
    {
        answer.WriteElementString("EvalActionName", question.Action);
        answer.WriteElementString("EvalResourceName", question.Resource);
        answer.WriteElementString("EvalDecision", decision.Outcome switch
        {
            Outcome.Allowed => "allowed",
            Outcome.Denied => "explicitDeny",
            _ => "implicitDeny",
        });
        var deciding = decision.Outcome is Outcome.Allowed or Outcome.Denied ? decision.Findings : [];
        answer.WriteList("MatchedStatements", deciding, finding =>
        {
            answer.WriteElementString("SourcePolicyId", finding.Policy.Trim('\''));
            answer.WriteElementString("SourcePolicyType", finding.Layer == PolicyLayer.Resource ? "Resource Policy" : "IAM Policy");
        });
        answer.WriteList("MissingContextValues", Array.Empty<string>(), answer.WriteString);
        if (policies.Boundary is not null)
        {
            answer.WriteStartElement("PermissionsBoundaryDecisionDetail");
            answer.WriteElementString(
                "AllowedByPermissionsBoundary", decision is { IsAllowed: false, Layer: PolicyLayer.Boundary } ? "false" : "true");
            answer.WriteEndElement();
        }
    }

    private static RequestContext Context(QueryParameters parameters)
    {
        var context = new RequestContext();
        var names = parameters.Members("ContextEntries", ".ContextKeyName") ?? [];
        for (var i = 0; i < names.Count; i++)
        {
            var entry = string.Create(CultureInfo.InvariantCulture, $"ContextEntries.member.{i + 1}.ContextKeyValues");
            context.Set(names[i], parameters.List(entry) ?? []);
        }

        return context;
    }

    private static List<NamedPolicy> Given(IamRequest request, string list) =>
        [.. (request.Parameters.List(list) ?? []).Select((text, index) => Checked($"{list}.{index + 1}", text))];

    private static NamedPolicy? Boundary(IamRequest request) =>
        Given(request, "PermissionsBoundaryPolicyInputList") is [var boundary, ..] ? boundary : null;

    private static NamedPolicy? Resource(IamRequest request) =>
        request.Parameters.Text("ResourcePolicy", 1, 131072) is { } text ? Read("ResourcePolicy", text) : null;

    private static NamedPolicy Checked(string name, string text) =>
        IdentityPolicyRules.OfManaged(text) is { } refusal ? throw Invalid(refusal.Message) : Read(name, text);

    private static NamedPolicy Read(string name, string text)
    {
        var reading = PolicyReader.Read(text);
        return reading.Problems.Count == 0
            ? new NamedPolicy(name, reading.Document)
            : throw Invalid("The policy document is malformed.");
    }

    private static AwsException Invalid(string message) => new(400, "InvalidInput", message);
}
