using System.Text.Json;
using Coffer.Core.Configuration;
using Coffer.Core.Repository;
using Coffer.Core.Tests.Formats;
using Coffer.Core.Tests.Support;
using Coffer.Core.UseCases.Verification;
using Xunit;

namespace Coffer.Core.Tests.UseCases.Verification;

/// <summary>spec/what-is-a-secret.json: `tests/interop/terraform.sh` asks the Terraform module the same rows.</summary>
public sealed class WhatIsASecretTests : IDisposable
{
    private static readonly string Table = Path.Combine(AppContext.BaseDirectory, "what-is-a-secret.json");

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    public static TheoryData<string> Rows() => [.. Read().Select(row => row.GetProperty("path").GetString()!)];

    [Fact]
    public void There_are_31_rows() => Assert.Equal(31, Rows().Count);

    [Theory]
    [MemberData(nameof(Rows))]
    public void Each_row_is_answered(string path)
    {
        var row = Read().Single(candidate => candidate.GetProperty("path").GetString() == path);
        Make(path, row);
        var settings = new EnvironmentSettings("staging");
        var (findings, secrets) = Verifier.Verify(SecretRepository.Open(folder.Path, Variables.None), [settings]);
        var errors = findings.Count(finding => finding.Severity == Severity.Error && finding.Path == $"staging/{path}");
        var answer = (errors, secrets) switch
        {
            (0, 1) => "secret",
            (0, 0) => "nothing",
            _ => "refused",
        };
        Assert.Equal(row.GetProperty("answer").GetString(), answer);
    }

    private static JsonElement[] Read() =>
        [.. JsonDocument.Parse(File.ReadAllBytes(Table)).RootElement.GetProperty("rows").EnumerateArray()];

    private void Make(string path, JsonElement row)
    {
        var full = $"staging/{path}";
        folder.MakeFolder(Path.GetDirectoryName(full)!);
        switch (row.GetProperty("made").GetString())
        {
            case "file":
                folder.Write(full, row.TryGetProperty("holds", out _) ? "hunter2"u8.ToArray() : KmsBlobs.Unique());
                break;
            case "folder":
                folder.MakeFolder(full);
                break;
            default:
                folder.Link(full, row.GetProperty("to").GetString()!);
                break;
        }
    }
}
