using System.Security.Cryptography;
using System.Text;
using Coffer.Core.UseCases.Verification;

namespace Coffer.Cli.Findings;

/// <summary>By what a program knows a finding again in its next run.</summary>
internal static class FindingMark
{
    /// <summary>The same for the same rule, file and message; hexadecimal.</summary>
    public static string Of(Finding finding) => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes($"{finding.Rule.Id}\0{finding.Path}\0{finding.Message}")));
}
