using Coffer.Cli.Exchange;
using Coffer.Core.Model;

namespace Coffer.Cli.Editing;

/// <summary>One secret: its value, and nothing else.</summary>
internal sealed class OneSecretText(SecretAddress address) : EditText
{
    /// <inheritdoc/>
    public override string FileName => address.Name[(address.Name.LastIndexOf('/') + 1)..];

    /// <inheritdoc/>
    public override void Write(SecretBuffer to, EditedSecrets secrets)
    {
        if (secrets.All.GetValueOrDefault(address)?.Value is { } value)
        {
            if (TextValue.VariableProblem(value.Reveal()) is { } problem)
            {
                throw new CofferException(
                    ErrorCode.Malformed, $"'{address}' is no text: {problem}", $"'coffer set {address} --from-file FILE' replaces it");
            }

            to.Add(value.Reveal());
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyList<(SecretAddress Address, SecretValue Value)> Read(SecretValue text, EditedSecrets secrets)
    {
        // Editors end the last line, whether the value did or not.
        var bytes = text.Reveal();
        bytes = secrets.All.GetValueOrDefault(address)?.Value is not { } old ? TextValue.WithoutFinalNewline(bytes)
            : old.Reveal().EndsWith("\n"u8) ? bytes
            : bytes.EndsWith("\r\n"u8) ? bytes[..^2]
            : bytes.EndsWith("\n"u8) ? bytes[..^1]
            : bytes;
        return bytes.IsEmpty
            ? throw new ExchangeException(1, "the value is empty", $"'coffer rm {address}' removes a secret")
            : [(address, SecretValue.CopyOf(bytes))];
    }
}
