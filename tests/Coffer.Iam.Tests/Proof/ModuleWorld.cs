using System.Text.Json.Nodes;
using Coffer.Iam.Access;
using Coffer.Iam.Documents;
using Coffer.Iam.Evaluation;

namespace Coffer.Iam.Tests.Proof;

/// <summary>The Terraform module's key policy and its roles, as Terraform showed them after an apply.</summary>
internal sealed record ModuleWorld(AccessPlace Place, IReadOnlyList<AccessSubject> Subjects)
{
    public const string Account = "111122223333";

    /// <summary>Who opens the secrets of the service <c>api</c>, and nobody else.</summary>
    public static readonly string[] Allowed = ["api", "(root user)", "(AdministratorAccess)"];

    public const string Secrets = "api/*";

    private const string Start = "-- state.json --";

    public static ModuleWorld Read()
    {
        var script = File.ReadAllText(Script());
        var state = script[(script.IndexOf(Start, StringComparison.Ordinal) + Start.Length)..];
        var root = JsonNode.Parse(state[..state.IndexOf("-- expected --", StringComparison.Ordinal)])!["values"]!["root_module"]!;
        var all = root["resources"]!.AsArray().Concat(root["child_modules"]![0]!["resources"]!.AsArray()).ToList();
        NamedPolicy Policy(string address)
        {
            var resource = all.Find(each => each!["address"]!.ToString() == address)!;
            return new NamedPolicy(address, PolicyReader.Read(resource["values"]!["policy"]!.ToString()).Document);
        }

        var key = new Arn("aws", "kms", "us-east-1", Account, "key/1234abcd-12ab-34cd-56ef-1234567890ab");
        var place = new AccessPlace("staging", "staging-secrets", key, true, ["api/db-password", "web/db-password"])
        {
            KeyPolicy = Policy("module.secrets.aws_kms_key.this[0]"),
        };
        return new ModuleWorld(place,
        [
            Role("api", Policy("aws_iam_role_policy.reader[\"api\"]")),
            Role("web", Policy("aws_iam_role_policy.reader[\"web\"]")),
            Role("author"),
            Role("deploy/ci", Policy("aws_iam_policy.deployer")),
            Role("admin", NamedSubjects.AdministratorAccess),
            .. NamedSubjects.Always(key),
        ]);
    }

    private static string Script()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Coffer.slnx")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        return Path.Combine(folder, "tests", "Coffer.Cli.Tests", "Scripts", "access-terraform.txt");
    }

    private static AccessSubject Role(string name, params NamedPolicy[] policies) =>
        new(name, RequestPrincipal.Session($"arn:aws:iam::{Account}:role/{name}", "session"), policies);
}
