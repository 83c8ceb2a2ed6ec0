using Coffer.Cli.Tests.CredentialTests;
using Xunit;

namespace Coffer.Cli.Tests.PrecedenceTests;

/// <summary>Both set, this wins: for each pair of places that may say one setting, and for each place that nobody contradicts.</summary>
public sealed class PrecedenceTests(CredentialWorld world) : IClassFixture<CredentialWorld>
{
    private const int Rows = 150;
    private const int AtOnce = 4;

    [NativeFact]
    public async Task The_stronger_wins()
    {
        var ciphertext = await File.ReadAllBytesAsync(
            Path.Combine(world.Folder, "staging", "api", "x"), TestContext.Current.CancellationToken);
        using var turn = new SemaphoreSlim(AtOnce);
        var wrong = await Task.WhenAll(Settings.All.SelectMany(static setting =>
            setting.Rows().Select(row => (setting, row))).Select(async one =>
            {
                await turn.WaitAsync(TestContext.Current.CancellationToken);
                try
                {
                    return await TryAsync(one.setting, one.row.Winner, one.row.Other, ciphertext);
                }
                finally
                {
                    turn.Release();
                }
            }));
        Assert.True(wrong.All(static one => one is null), string.Join('\n', wrong.OfType<string>()));
        Assert.Equal(Rows, wrong.Length);
    }

    private static async Task<string?> TryAsync(Setting setting, Source winner, Source? other, byte[] ciphertext)
    {
        using var scene = new Scene(ciphertext);
        setting.Before(scene);
        other?.Say(scene, setting.Values.Other);
        winner.Say(scene, setting.Values.Winner);
        await scene.RunAsync(setting.Arguments);
        return setting.Seen(scene) is var seen && seen == setting.Values.Winner
            ? null
            : $"{setting}: {winner.Name} does not {(other is null ? "count" : $"go before {other.Name}")}: {seen ?? "nothing"} was taken\n"
                + scene.Result!.StderrText;
    }
}
