using Coffer.Cli.Exchange;
using Coffer.Core.Model;

namespace Coffer.Cli.Editing;

/// <summary>What stands in the editor, and what it means afterwards.</summary>
internal abstract class EditText
{
    /// <summary>The file's name: editors choose colours by it.</summary>
    public abstract string FileName { get; }

    /// <summary>Writes the text.</summary>
    public abstract void Write(SecretBuffer to, EditedSecrets secrets);

    /// <summary>What is to be there; the caller disposes of the values.</summary>
    /// <exception cref="ExchangeException">It cannot be read; with the line.</exception>
    public abstract IReadOnlyList<(SecretAddress Address, SecretValue Value)> Read(SecretValue text, EditedSecrets secrets);

    /// <summary>The secrets that the text does not show, and that stay.</summary>
    public virtual IReadOnlySet<SecretAddress> Kept(EditedSecrets secrets) => new HashSet<SecretAddress>();

    /// <summary>The text with what is wrong on top of it; null where it has no room for that.</summary>
    public virtual SecretBuffer? WithError(SecretValue text, string error) => null;
}
