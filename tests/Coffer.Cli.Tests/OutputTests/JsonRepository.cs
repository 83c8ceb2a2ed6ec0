using Coffer.Cli.Tests.Processes;
using Xunit;

namespace Coffer.Cli.Tests.OutputTests;

/// <summary>A repository in which every command has something to say. Nothing in it changes once it is made.</summary>
public sealed class JsonRepository : IAsyncLifetime
{
    internal const string Key = "arn:aws:kms:us-east-1:000000000000:key/11111111-2222-3333-4444-555555555555";

    internal SealedRepository Repository { get; } = new();

    public async ValueTask InitializeAsync()
    {
        await Repository.InitializeAsync();
        var folder = Directory.CreateDirectory(Path.Combine(Repository.Folder, "json")).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "assert"), "nobody can open api/*\n");
        await File.WriteAllTextAsync(Path.Combine(folder, "prove"), "nobody can open api/*\n");
        await File.WriteAllTextAsync(
            Path.Combine(folder, "reader"),
            $$"""
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"kms:Decrypt","Resource":"{{Key}}"}]}
            """);
        await File.WriteAllTextAsync(
            Path.Combine(folder, "trail"),
            """
            {"Records":[{"userIdentity":{"type":"IAMUser","arn":"arn:aws:iam::111122223333:user/one"},
            "eventTime":"2026-11-01T10:02:00Z","eventSource":"kms.amazonaws.com","eventName":"Decrypt","requestParameters":{
            "encryptionContext":{"environment":"staging","service":"api","secret":"SECRET_01"}}}]}
            """);

        // One that the bucket has not, a key pair, and a history.
        var made = await Repository.ShellAsync(
            "echo more | \"$0\" set staging/api/MORE && \"$0\" key create staging/pair && git init -q . && git add staging "
                + "&& git commit -qm secrets");
        Assert.True(made.ExitCode == 0, made.StderrText);
    }

    public ValueTask DisposeAsync() => Repository.DisposeAsync();
}
