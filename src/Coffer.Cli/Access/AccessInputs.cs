using Coffer.Core.Configuration;
using Coffer.Core.Model;
using Coffer.Core.Repository;
using Coffer.Iam.Access;
using Coffer.Iam.Documents;
using Coffer.Iam.Evaluation;

namespace Coffer.Cli.Access;

/// <summary>The files of <c>coffer access</c>, put together.</summary>
internal sealed record AccessInputs
{
    /// <summary>What <c>terraform show -json</c> printed.</summary>
    public required IReadOnlyList<string> Terraform { get; init; }

    /// <summary>Policies of roles: <c>NAME=FILE</c>.</summary>
    public required IReadOnlyList<string> Policies { get; init; }

    /// <summary>The key policy's file.</summary>
    public string? KeyPolicy { get; init; }

    /// <summary>The bucket policy's file.</summary>
    public string? BucketPolicy { get; init; }

    /// <summary>The key's ARN.</summary>
    public string? Key { get; init; }

    /// <summary>Whether no policies of anybody are given.</summary>
    public bool IsEmpty => this is { Terraform: [], Policies: [] };

    /// <summary>Reads all of it.</summary>
    public (AccessPlace Place, IReadOnlyList<AccessSubject> Subjects, IReadOnlyList<string> Notes) Read(
        SecretRepository repository, EnvironmentSettings settings)
    {
        var world = new TerraformWorld([.. Terraform.SelectMany(TerraformShow.Read)]);
        var key = KeyOf(settings, world);
        var notes = new List<string>();
        IReadOnlyList<string> secrets = [.. repository.List(settings.Name).Select(address => address.Key)];
        secrets = secrets.Count > 0 ? secrets : world.Secrets(settings.Name, settings.Bucket);
        if (secrets.Count == 0)
        {
            throw new CofferException(
                ErrorCode.NotFound,
                $"'{settings.Name}' has no secret, neither here nor in Terraform's files",
                "run it in the secrets repository, or give a file of Terraform that has the objects");
        }

        if (settings.Binding == Binding.None)
        {
            notes.Add($"'{settings.Name}' has the binding 'none': the key cannot tell its services apart");
        }

        var place = new AccessPlace(settings.Name, settings.Bucket, key, settings.Binding == Binding.Bound, secrets)
        {
            KeyPolicy = KeyPolicyOf(world, key, notes),
            BucketPolicy = BucketPolicy is null ? world.BucketPolicy(settings.Bucket) : InputFile.Policy(BucketPolicy, "bucket policy"),
            Grants = world.Grants(key),
            Aliases = world.Aliases(key),
        };
        var files = Policies.Select(each => OfFile(each, key));
        List<AccessSubject> subjects = [.. Named(world.Subjects(key).Concat(files).GroupBy(ArnOf).Select(Together))];
        subjects.AddRange(NamedSubjects.InPolicies(place, subjects).ToList());
        return (place, [.. subjects.OrderBy(subject => subject.Name, StringComparer.Ordinal), .. NamedSubjects.Always(key)], notes);
    }

    private Arn KeyOf(EnvironmentSettings settings, TerraformWorld world)
    {
        var wanted = Key ?? settings.Keys[0].Text;
        if (settings.Keys.Count > 1 && Key is null)
        {
            throw new CofferException(
                ErrorCode.Usage,
                $"'{settings.Name}' has {settings.Keys.Count} keys, and each has a policy of its own",
                "name one of them with --key");
        }

        return PolicyKeys.KeyArn(wanted) ?? (Key is null ? world.Key(wanted) : null) ?? throw new CofferException(
            Key is null ? ErrorCode.Configuration : ErrorCode.Usage,
            $"{(Key is null ? $"which key '{AddressGrammar.Printable(wanted)}' is" : "which key '--key' names")} cannot be told from the "
                + "files",
            "give its ARN with --key, or in coffer.json; a plan does not know the ARN of a key that is not made yet");
    }

    private NamedPolicy KeyPolicyOf(TerraformWorld world, Arn key, List<string> notes)
    {
        if (KeyPolicy is not null)
        {
            return InputFile.Policy(KeyPolicy, "key policy");
        }

        if (world.KeyPolicy(key) is { } policy)
        {
            return policy;
        }

        notes.Add("no key policy was given: KMS's own is assumed, which lets the account's policies decide; --key-policy takes another");
        return AccessPlace.DefaultKeyPolicy(key);
    }

    private static AccessSubject OfFile(string text, Arn key)
    {
        if (text.Split('=', 2) is not [{ Length: > 0 } name, { Length: > 0 } path] || AddressGrammar.SegmentProblem(name) is not null)
        {
            throw new CofferException(
                ErrorCode.Usage, "what follows '--policy' is not NAME=FILE", "for example --policy api=api.json");
        }

        var arn = $"arn:{key.Partition}:iam::{key.Account}:role/{name}";
        return new AccessSubject(name, RequestPrincipal.Session(arn, "session"), [InputFile.Policy(path, path)]);
    }

    // A role may have policies in several files, and in Terraform's.
    private static AccessSubject Together(IGrouping<string, AccessSubject> same) =>
        same.First() with { Policies = [.. same.SelectMany(each => each.Policies)] };

    // A role and a user may have one name.
    private static IEnumerable<AccessSubject> Named(IEnumerable<AccessSubject> subjects) =>
        subjects.GroupBy(subject => subject.Name).SelectMany(IEnumerable<AccessSubject> (same) => same.Count() == 1
            ? same
            : same.Select(each => each with { Name = ArnOf(each)[(ArnOf(each).LastIndexOf(':') + 1)..] }));

    private static string ArnOf(AccessSubject subject) => subject.Principal.Origin ?? subject.Principal.Arn;
}
