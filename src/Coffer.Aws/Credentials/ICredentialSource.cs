namespace Coffer.Aws.Credentials;

/// <summary>One place of the standard chain. It answers with keys, with why it does not apply, or fails.</summary>
internal interface ICredentialSource
{
    /// <summary>For messages, for example <c>instance metadata</c>.</summary>
    string Name { get; }

    /// <summary>The next step where it fails and says none.</summary>
    string Hint { get; }

    /// <summary>Asks it.</summary>
    /// <exception cref="SourceException">Where it is configured and gives no keys.</exception>
    Task<SourceAnswer> AskAsync(CancellationToken cancellation);
}

/// <summary>Keys, or why a source does not apply.</summary>
internal readonly struct SourceAnswer
{
    private SourceAnswer(AwsKeys? keys, string absence)
    {
        Keys = keys;
        Absence = absence;
    }

    /// <summary>The keys; null where the source does not apply.</summary>
    public AwsKeys? Keys { get; }

    /// <summary>Why not, for example <c>AWS_ACCESS_KEY_ID is not set</c>.</summary>
    public string Absence { get; }

    /// <summary>The source gives keys.</summary>
    public static SourceAnswer Of(AwsKeys keys) => new(keys, "");

    /// <summary>The source is not configured: the next one is asked.</summary>
    public static SourceAnswer Absent(string why) => new(null, why);
}

/// <summary>A source that is configured and gives no keys. Its text holds nothing of what was answered but AWS's error.</summary>
internal sealed class SourceException(string message, string? hint = null, ErrorCode code = ErrorCode.Configuration) : Exception(message)
{
    /// <summary>Whose fault it is.</summary>
    public ErrorCode Code { get; } = code;

    /// <summary>Whether it is said of an answer that lacks what it has to have: another time it may be whole.</summary>
    public bool IsLacking { get; private init; }

    /// <summary>An answer lacks what it has to have.</summary>
    public static SourceException Lacking(string message, string? hint = null) => new(message, hint) { IsLacking = true };

    /// <summary>The next step, where the source knows one.</summary>
    public string? Hint { get; } = hint;
}
