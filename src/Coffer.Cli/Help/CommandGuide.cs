namespace Coffer.Cli.Help;

/// <summary>What the overview says of a command, and lines of it that work.</summary>
/// <param name="Short">A few words, for the overview's columns.</param>
/// <param name="Examples">Command lines as they are typed; the tests run each of them.</param>
internal sealed record CommandGuide(string Short, params string[] Examples)
{
    /// <summary>The longest <see cref="Short"/>, so that two columns fit into 60 characters.</summary>
    public const int MaxShort = 17;

    /// <summary>All commands by their names, in the overview's order: down the first column, then down the second.</summary>
    public static IReadOnlyDictionary<string, CommandGuide> All { get; } = new Dictionary<string, CommandGuide>
    {
        ["init"] = new("start, or add one", "coffer init staging", "coffer init production"),
        ["set"] = new("seal a value", "coffer set staging/api/db-password", "coffer set staging/api/session-key --generate hex:64"),
        ["get"] = new("open one secret", "coffer get staging/api/db-password"),
        ["edit"] = new("edit in memory", "coffer edit staging/api/db-password"),
        ["generate"] = new(
            "make a value",
            "coffer generate staging/api/session-key passphrase:9",
            "coffer generate staging/api/db-password --derive 'db-url=pg://app:{}@db'"),
        ["list"] = new("names of secrets", "coffer list", "coffer list 'staging/*/db-*'"),
        ["rm"] = new("remove from Git", "coffer rm staging/api/old-token", "coffer rm 'staging/api/*' --yes"),
        ["mv"] = new("rename, and bind", "coffer mv staging/api/db-password staging/worker/db-password"),
        ["cp"] = new("copy, and bind", "coffer cp staging/api staging/batch"),
        ["import"] = new("from other files", "coffer import staging/api values.env --dry-run", "coffer import staging/api values.env"),
        ["export"] = new("to other files", "coffer export staging/api"),
        ["inspect"] = new("what a file says", "coffer inspect staging/api/db-password"),
        ["history"] = new(
            "commits and uses", "coffer history staging/api/db-password", "coffer history staging/api/db-password --events logs"),
        ["diff"] = new("two sides", "coffer diff HEAD:staging staging", "coffer diff staging/api s3://staging-secrets/api --exit-code"),
        ["verify"] = new("check, offline", "coffer verify", "coffer verify staging --json"),
        ["status"] = new("beside the bucket", "coffer status staging"),
        ["push"] = new("upload", "coffer push staging --dry-run", "coffer push staging"),
        ["exec"] = new("start a program", "coffer exec staging/api -- printenv DB_PASSWORD", "coffer exec staging/api --dry-run"),
        ["rekey"] = new("to another key", "coffer rekey staging --dry-run"),
        ["adopt"] = new("bind AWS's files", "coffer adopt staging --dry-run"),
        ["key"] = new("a service's keys", "coffer key create staging/worker"),
        ["policy"] = new(
            "least IAM policy", "coffer policy reader staging/api", "coffer policy deployer staging",
            "coffer policy deny staging/api/db-password"),
        ["access"] = new("who can do what", "coffer access staging --policy reader=reader.json"),
        ["audit"] = new("who opened what", "coffer audit logs --since 7d", "coffer audit logs --service staging/api --each"),
        ["doctor"] = new("what is wrong", "coffer doctor", "coffer doctor staging/api"),
        ["completion"] = new("for your shell", "coffer completion bash"),
        ["help"] = new("explain a command", "coffer help set"),
        ["version"] = new("of this program", "coffer version"),
    };
}
