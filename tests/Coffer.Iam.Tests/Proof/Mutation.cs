using Coffer.Iam.Documents;
using Coffer.Iam.Evaluation;

namespace Coffer.Iam.Tests.Proof;

/// <summary>Changes one or two statements of a world's policies, as a slip of the hand would.</summary>
internal static class Mutation
{
    public static ModuleWorld Of(ModuleWorld world, Random random)
    {
        for (var left = random.Next(1, 4); left > 0; left--)
        {
            world = random.Next(2) == 0 ? OfReader(world, random) : OfKey(world, random);
        }

        return world;
    }

    private static ModuleWorld OfKey(ModuleWorld world, Random random) =>
        world with { Place = world.Place with { KeyPolicy = Changed(world.Place.KeyPolicy, random, hasPrincipals: true) } };

    private static ModuleWorld OfReader(ModuleWorld world, Random random)
    {
        // What is changed of the one who may open lets in nobody.
        var at = world.Subjects.ToList().FindIndex(subject => subject.Name == "web");
        var reader = world.Subjects[at];
        var changed = reader with { Policies = [Changed(reader.Policies[0], random, hasPrincipals: false)] };
        return world with { Subjects = [.. world.Subjects.Select((each, index) => index == at ? changed : each)] };
    }

    private static NamedPolicy Changed(NamedPolicy policy, Random random, bool hasPrincipals)
    {
        var statements = policy.Document.Statements.ToList();
        if (statements.Count == 0)
        {
            return policy;
        }

        var at = random.Next(statements.Count);
        var statement = statements[at];
        statements[at] = random.Next(12) switch
        {
            0 => statement with { Effect = statement.Effect == Effect.Deny ? Effect.Allow : Effect.Deny },
            1 => statement with { Actions = [.. statement.Actions, "kms:Decrypt"] },
            2 => statement with { Actions = ["kms:*"] },
            3 or 11 when hasPrincipals => statement with { Principals = [Principal.Everybody] },
            4 when hasPrincipals => statement with { Principals = [new Principal("AWS", ["444455556666"])] },
            5 => statement with { ExceptActions = true },
            6 => statement with { Conditions = [.. statement.Conditions, new Condition("StringLike", "aws:PrincipalTag/team", ["s*"])] },
            7 => statement with { Conditions = [.. statement.Conditions, new Condition("Null", "aws:SourceVpce", ["true"])] },
            8 => statement with { Conditions = [.. statement.Conditions, new Condition("Bool", "aws:MultiFactorAuthPresent", ["true"])] },
            9 or 10 when statement.Conditions.Count > 0 => OneCondition(statement, random),
            _ => statement with { Conditions = [.. statement.Conditions.Skip(1)] },
        };
        return policy with { Document = policy.Document with { Statements = statements } };
    }

    private static Statement OneCondition(Statement statement, Random random)
    {
        var at = random.Next(statement.Conditions.Count);
        var condition = statement.Conditions[at];
        var changed = random.Next(5) switch
        {
            0 => condition with { Operator = condition.Operator + "IfExists" },
            1 when condition.Operator.Contains("Equals", StringComparison.Ordinal) =>
                condition with { Operator = condition.Operator.Replace("Equals", "NotEquals", StringComparison.Ordinal) },
            2 when condition.Operator == "StringEquals" =>
                condition with { Operator = "StringLike", Values = [condition.Values[0][..1] + "*"] },
            3 when condition.Operator == "ArnEquals" =>
                condition with { Operator = "ArnLike", Values = [condition.Values[0][..^2] + "?*"] },
            4 when condition.Operator is "Null" or "Bool" => condition with { Values = [condition.Values[0] == "true" ? "false" : "true"] },
            _ => condition with { Key = "kms:EncryptionContext:secret" },
        };
        return statement with { Conditions = [.. statement.Conditions.Select((each, index) => index == at ? changed : each)] };
    }
}
