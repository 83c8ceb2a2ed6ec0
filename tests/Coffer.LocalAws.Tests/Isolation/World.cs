using System.Text;
using System.Text.Json.Nodes;
using Coffer.Iam.Documents;
using Coffer.Iam.Roles;

namespace Coffer.LocalAws.Tests.Isolation;

/// <summary>Somebody, with the policies that are theirs.</summary>
/// <param name="Name">What the table calls them.</param>
/// <param name="Path">The role's path and name.</param>
/// <param name="Policies">The documents.</param>
internal sealed record Somebody(string Name, string Path, IReadOnlyList<string> Policies)
{
    public string Arn => $"arn:aws:iam::{World.Account}:role/{Path}";
}

/// <summary>An environment with its policies. Their texts name the key as <see cref="Key"/>.</summary>
/// <param name="Title">What it is called.</param>
/// <param name="KeyPolicy">The key's policy; null for the one that KMS writes.</param>
/// <param name="BucketPolicy">The bucket's policy; null for none.</param>
/// <param name="IsBound">Whether secrets are bound to their addresses.</param>
/// <param name="People">Those who try.</param>
internal sealed record World(string Title, string? KeyPolicy, string? BucketPolicy, bool IsBound, IReadOnlyList<Somebody> People)
{
    public const string Account = "111122223333";
    public const string Bucket = "staging-secrets";
    public const string Key = "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";

    private static readonly EnvironmentResources Resources = new("staging", Bucket, [Parse(Key)], Bound: true);

    public static IReadOnlyList<World> All => [OfModule(), OfCommand(), OfArticle()];

    /// <summary>What the Terraform module made, as Terraform shows it after an apply, with administrators, encrypters, deployers.</summary>
    private static World OfModule()
    {
        var script = File.ReadAllText(Repository.File("tests/Coffer.Cli.Tests/Scripts/access-terraform.txt"));
        var state = script[(script.IndexOf("-- state.json --", StringComparison.Ordinal) + "-- state.json --".Length)..];
        var root = JsonNode.Parse(state[..state.IndexOf("-- expected --", StringComparison.Ordinal)])!["values"]!["root_module"]!;
        var all = root["resources"]!.AsArray().Concat(root["child_modules"]![0]!["resources"]!.AsArray()).ToList();
        string Policy(string address) => all.Find(each => each!["address"]!.ToString() == address)!["values"]!["policy"]!.ToString();
        return new World(
            "The Terraform module",
            Policy("module.secrets.aws_kms_key.this[0]"),
            Policy("module.secrets.aws_s3_bucket_policy.this"),
            IsBound: true,
            [
                new("reader api", "api", [Policy("aws_iam_role_policy.reader[\"api\"]")]),
                new("reader web", "web", [Policy("aws_iam_role_policy.reader[\"web\"]")]),
                new("writer", "author", [Text(WriterPolicy.Of(Resources, null))]),
                new("mover", "mover", [Text(MoverPolicy.Of(Resources, null))]),
                new("deployer", "deploy/ci", [Policy("aws_iam_policy.deployer")]),
                new("administrator", "admin", [Text(AdministratorPolicy.Of(Resources, "alias/secrets"))]),
                new("s3:*", "stranger", [Policy("aws_iam_user_policy.stranger")]),
                new("nobody", "nobody", []),
            ]);
    }

    /// <summary>What <c>coffer policy</c> prints, on a key and a bucket that somebody made without the module.</summary>
    private static World OfCommand() => new(
        "`coffer policy`, without the module",
        KeyPolicy: null,
        BucketPolicy: null,
        IsBound: true,
        [
            new("reader api", "api", [Text(ReaderPolicy.Of(Resources, "api", mayList: true))]),
            new("reader web", "web", [Text(ReaderPolicy.Of(Resources, "web", mayList: false))]),
            new("writer", "author", [Text(WriterPolicy.Of(Resources, null))]),
            new("mover", "mover", [Text(MoverPolicy.Of(Resources, null))]),
            new("deployer", "ci", [Text(DeployerPolicy.Of(Resources))]),
            new("administrator", "admin", [Text(AdministratorPolicy.Of(Resources, "alias/secrets"))]),
            new("nobody", "nobody", []),
        ]);

    /// <summary>The article's policy of a container, word for word, and its key and bucket, which have no policy of their own.</summary>
    private static World OfArticle() => new(
        "The article's policy", KeyPolicy: null, BucketPolicy: null, IsBound: false,
        [new("task api", "api", [Article("api")]), new("task web", "web", [Article("web")]), new("nobody", "nobody", [])]);

    private static string Article(string service) => $$"""
        {"Version":"2012-10-17","Statement":[
          {"Sid":"AllowEncryptDecryptWithSecretsKey","Effect":"Allow","Action":["kms:Encrypt","kms:Decrypt"],"Resource":"{{Key}}"},
          {"Sid":"AllowListing","Effect":"Allow","Action":"s3:ListBucket","Resource":"arn:aws:s3:::{{Bucket}}",
           "Condition":{"StringLike":{"s3:prefix":"{{service}}/*"} } },
          {"Sid":"AllowFullAccess","Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::{{Bucket}}/{{service}}/*"}]}
        """;

    private static string Text(PolicyDocument document) => Encoding.UTF8.GetString(PolicyJson.Write(document).Span);

    private static Arn Parse(string text) => Arn.TryParse(text, out var arn) ? arn : throw new ArgumentException(text);
}

/// <summary>Files of the repository.</summary>
internal static class Repository
{
    public static string File(string path)
    {
        var folder = AppContext.BaseDirectory;
        while (!System.IO.File.Exists(Path.Combine(folder, "Coffer.slnx")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("the tests are not in the repository");
        }

        return Path.Combine(folder, path);
    }
}
