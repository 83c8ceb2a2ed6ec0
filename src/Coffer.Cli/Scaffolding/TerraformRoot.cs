using Coffer.Core.Configuration;
using Coffer.Core.Model;

namespace Coffer.Cli.Scaffolding;

/// <summary>
/// The Terraform root: the module once for each environment. Names of buckets, aliases and regions stay in coffer.json,
/// which Terraform reads: so the two cannot differ.
/// </summary>
internal static class TerraformRoot
{
    /// <summary>The providers.</summary>
    public const string VersionsFile = "versions.tf";

    /// <summary>The modules.</summary>
    public const string MainFile = "main.tf";

    private const string OutputsFile = "outputs.tf";

    /// <summary>The files' names.</summary>
    public static IReadOnlyList<string> FileNames { get; } = [VersionsFile, MainFile, OutputsFile];

    /// <summary>Why the module cannot be used for what coffer.json says; null where it can.</summary>
    public static string? Problem(IReadOnlyList<EnvironmentSettings> environments)
    {
        foreach (var environment in environments)
        {
            var problem = environment switch
            {
                { Binding: Binding.None } =>
                    "has the binding 'none', and the module's policies are for bound secrets ('coffer adopt' binds them)",
                { Keys.Count: > 1 } => "has several keys, and the module takes one",
                _ when !IsAlias(environment) && !IsArn(environment) => "has a key that is neither an alias nor a key's ARN",
                _ => null,
            };
            if (problem is not null)
            {
                return $"'{environment.Name}' {problem}";
            }
        }

        var shared = environments.Where(IsAlias).GroupBy(
            environment => (environment.Keys[0], environment.Region)).FirstOrDefault(group => group.Count() > 1);
        return shared is null
            ? null
            : $"{string.Join(" and ", shared.Select(environment => $"'{environment.Name}'"))} share the key '{shared.Key.Item1}', and the "
                + "module makes one for each: give each its own alias, or the key's ARN";
    }

    /// <summary>The blocks of each environment.</summary>
    /// <param name="environments">The environments.</param>
    /// <param name="lists">Their lists.</param>
    /// <param name="source">Where the module comes from, as HCL has it.</param>
    public static IReadOnlyList<TerraformBlocks> Blocks(
        IReadOnlyList<EnvironmentSettings> environments, IReadOnlyList<EnvironmentList> lists, string source) =>
        [.. Labelled(environments).Zip(lists, (item, list) => new TerraformBlocks(
            item.Label,
            Provider(item.Label, item.Environment),
            Module(item.Label, item.Environment, list, source),
            Output(item.Label, item.Environment)))];

    /// <summary>The files.</summary>
    public static IEnumerable<ScaffoldFile> Of(IReadOnlyList<TerraformBlocks> environments) => FileNames.Select(name => new ScaffoldFile(
        name,
        name switch
        {
            VersionsFile => Versions,
            MainFile => Main,
            _ => Outputs,
        } + string.Concat(environments.Select(blocks => blocks.For(name)))));

    /// <summary>Where the modules of a <c>main.tf</c> come from, as HCL has it; null where none says so.</summary>
    public static string? SourceIn(string main) => main.Split('\n').Select(line => line.Trim())
        .FirstOrDefault(line => line.StartsWith("source ", StringComparison.Ordinal) && line.Contains('='))?.Split('=', 2)[1].Trim();

    private const string OutputParts = "its bucket and key, its policies, and what the task definition of each service needs";

    private const string Versions = """
        terraform {
          required_version = ">= 1.9"

          required_providers {
            aws = {
              source  = "hashicorp/aws"
              version = ">= 5.60"
            }

            # A part of Terraform: it reads the lists of secrets.
            terraform = {
              source = "terraform.io/builtin/terraform"
            }
          }

          # Keep the state where the team can lock it, for example in an S3 bucket of its own. It holds ciphertext only:
          # https://developer.hashicorp.com/terraform/language/backend/s3
        }

        # One provider an environment: where they are in several accounts, each has its own assume_role here. Without a region
        # in coffer.json, AWS_REGION or the profile says it.

        """;

    private const string Main = """
        # Key, bucket, one object a secret, and one release a service, for each environment. What the names are stands in
        # coffer.json, and which secrets there are in the lists beside it, for Terraform as for coffer.

        locals {
          environments = jsondecode(file("${path.root}/coffer.json")).environments
        }

        """;

    private const string Outputs = """
        # services["api"].container_environment is the 'environment' of a container definition;
        # services["api"].reader_policy_json is the policy of its task role.
        #
        # Nothing of it is secret. 'sensitive' keeps the policies, many screens of them, out of what each apply prints:
        # terraform output -json NAME shows them.

        """;

    private static string Provider(string label, EnvironmentSettings environment) => $$"""

        provider "aws" {
          alias  = {{HclText.Quoted(label)}}
          region = try({{Of(environment)}}.region, null)
        }

        """;

    private static string Module(string label, EnvironmentSettings environment, EnvironmentList list, string source)
    {
        var key = $"try({Of(environment)}.key, {Of(environment)}.keys[0], {HclText.Quoted(environment.Keys[0].Text)})";
        return $$"""

            module {{HclText.Quoted(label)}} {
              source    = {{source}}
              providers = { aws = aws.{{label}} }

              environment = {{HclText.Quoted(environment.Name)}}
              bucket      = try({{Of(environment)}}.bucket, null)
              files       = {{Files(list)}}

              {{(IsAlias(environment) ? $"key_alias = {key}" : $"existing_key = {{ arn = {key} }}")}}
            }

            """;
    }

    // The file is given to no command by -var-file: one root has several environments, and each has its list.
    private static string Files(EnvironmentList list)
    {
        var content = $"file(\"${{path.root}}/{HclText.Quoted(list.Name)[1..]})";
        return $"{(list.IsJson ? "jsondecode" : "provider::terraform::decode_tfvars")}({content}).files";
    }

    private static string Output(string label, EnvironmentSettings environment) => $$"""

        output {{HclText.Quoted(label)}} {
          description = "The environment {{environment.Name}}: {{OutputParts}}."
          value       = module.{{label}}
          sensitive   = true
        }

        """;

    private static string Of(EnvironmentSettings environment) => $"local.environments[{HclText.Quoted(environment.Name)}]";

    private static bool IsAlias(EnvironmentSettings environment) => environment.Keys[0] is { IsAlias: true, Partition: null };

    private static bool IsArn(EnvironmentSettings environment) => PolicyKeys.KeyArn(environment.Keys[0].Text) is not null;

    // 'a.b' and 'a_b' are one name to Terraform.
    private static IEnumerable<(string Label, EnvironmentSettings Environment)> Labelled(IReadOnlyList<EnvironmentSettings> environments)
    {
        var taken = new HashSet<string>();
        foreach (var environment in environments)
        {
            var label = HclText.Label(environment.Name);
            while (!taken.Add(label))
            {
                label += "_";
            }

            yield return (label, environment);
        }
    }
}
