using System.CommandLine;
using Coffer.Cli.Access;

namespace Coffer.Cli.Commands;

/// <summary>The options that say where policies are read from.</summary>
internal sealed class PolicyOptions
{
    private readonly Option<string[]> terraform = new("--terraform")
    {
        Description = "What 'terraform show -json' prints of a plan or a state; may be given several times",
    };

    private readonly Option<string[]> policy = new("--policy") { Description = "NAME=FILE: a role's policy; may be given several times" };
    private readonly Option<string?> keyPolicy = new("--key-policy") { Description = "The key policy's file" };
    private readonly Option<string?> bucketPolicy = new("--bucket-policy") { Description = "The bucket policy's file" };
    private readonly Option<string?> key = new("--key") { Description = "The ARN of the environment's key" };

    /// <summary>Gives them to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[terraform, policy, keyPolicy, bucketPolicy, key])
        {
            command.Add(option);
        }
    }

    /// <summary>What was given.</summary>
    public AccessInputs Of(ParseResult parsed) => new()
    {
        Terraform = parsed.GetValue(terraform) ?? [],
        Policies = parsed.GetValue(policy) ?? [],
        KeyPolicy = parsed.GetValue(keyPolicy),
        BucketPolicy = parsed.GetValue(bucketPolicy),
        Key = parsed.GetValue(key),
    };
}
