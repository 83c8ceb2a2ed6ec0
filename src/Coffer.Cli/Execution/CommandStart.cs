using System.Runtime.Versioning;
using System.Text;
using Coffer.Core.Model;

namespace Coffer.Cli.Execution;

/// <summary>From opened secrets to the running command.</summary>
[SupportedOSPlatform("linux")]
internal static class CommandStart
{
    /// <summary>Hands the secrets over as planned, and becomes the command.</summary>
    /// <returns>Only where that failed: 126 or 127, and the failure in words. Nothing is left in the folder then.</returns>
    /// <exception cref="CofferException">Where a file cannot be made, or all together is too large.</exception>
    public static (int ExitCode, CofferException Failure) Become(
        IReadOnlyList<byte[]> arguments,
        Inheritance inheritance,
        SecretPlan plan,
        IReadOnlyDictionary<SecretAddress, SecretValue> values,
        SecretFolder? folder)
    {
        var environment = EnvironmentBlock.Inherited(inheritance);
        foreach (var (variable, address) in plan.Values)
        {
            environment.Set(variable, plan.VariableOf(address, values[address]));
        }

        foreach (var (variable, address) in plan.Paths)
        {
            environment.Set(variable, Encoding.UTF8.GetBytes(SealedFile.Create(address, values[address].Reveal())));
        }

        ArgumentLimits.RequireAll(arguments, environment, plan.Values.Select(pair => pair.Value).MaxBy(address => values[address].Length));
        if (folder is not null)
        {
            // What is known to fail takes nobody's files away.
            if (ProcessImage.Refusal(arguments, environment) is { } refusal)
            {
                return refusal;
            }

            folder.Write(plan.Folder, address => values[address]);
        }

        foreach (var value in values.Values)
        {
            value.Dispose();
        }

        var failed = ProcessImage.Become(arguments, environment);
        folder?.Remove();
        return failed;
    }
}
