using System.Buffers.Text;
using Coffer.Core.Model;

namespace Coffer.Cli.Execution;

/// <summary>How the command gets each secret: decided before any is read.</summary>
/// <param name="Variables">Secrets by variable.</param>
/// <param name="InMemoryFiles">Names of secrets whose variable has the path of a file in memory in place of the value.</param>
/// <param name="Encoded">Names of secrets whose variable has the value in base64.</param>
/// <param name="Folder">Secrets by path below the folder; empty without <c>--dir</c>.</param>
internal sealed record SecretPlan(
    IReadOnlyDictionary<string, SecretAddress> Variables,
    IReadOnlySet<string> InMemoryFiles,
    IReadOnlySet<string> Encoded,
    IReadOnlyDictionary<string, SecretAddress> Folder)
{
    /// <summary>All secrets to open, each once.</summary>
    public IEnumerable<SecretAddress> Addresses => Variables.Values.Concat(Folder.Values).Distinct();

    /// <summary>The variables that hold a value, and not a path.</summary>
    public IEnumerable<KeyValuePair<string, SecretAddress>> Values => Variables.Where(pair => !InMemoryFiles.Contains(pair.Value.Name));

    /// <summary>The variables that hold the path of a file in memory.</summary>
    public IEnumerable<KeyValuePair<string, SecretAddress>> Paths => Variables.Where(pair => InMemoryFiles.Contains(pair.Value.Name));

    /// <summary>What a variable holds: the value without its last newline, or all of its bytes in base64.</summary>
    public ReadOnlySpan<byte> VariableOf(SecretAddress address, SecretValue value)
    {
        if (!Encoded.Contains(address.Name))
        {
            return TextValue.WithoutFinalNewline(value.Reveal());
        }

        var encoded = GC.AllocateArray<byte>(Base64.GetMaxEncodedToUtf8Length(value.Length), pinned: true);
        _ = Base64.EncodeToUtf8(value.Reveal(), encoded, out _, out var written);
        return encoded.AsSpan(0, written);
    }
}
