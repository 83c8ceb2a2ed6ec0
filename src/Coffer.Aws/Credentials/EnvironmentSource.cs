namespace Coffer.Aws.Credentials;

/// <summary><c>AWS_ACCESS_KEY_ID</c>, <c>AWS_SECRET_ACCESS_KEY</c>, <c>AWS_SESSION_TOKEN</c>.</summary>
internal sealed class EnvironmentSource(Func<string, string?> variable) : ICredentialSource
{
    private const string Id = "AWS_ACCESS_KEY_ID";
    private const string Secret = "AWS_SECRET_ACCESS_KEY";

    /// <inheritdoc/>
    public string Name => "environment variables";

    /// <inheritdoc/>
    public string Hint => "set both, or none of them";

    /// <inheritdoc/>
    public Task<SourceAnswer> AskAsync(CancellationToken cancellation) => Task.FromResult(
        (AwsSettings.Set(variable(Id)), AwsSettings.Set(variable(Secret))) switch
        {
            ({ } id, { } secret) => SourceAnswer.Of(new AwsKeys(id, secret, AwsSettings.Set(variable("AWS_SESSION_TOKEN")), null)),
            (null, null) => SourceAnswer.Absent($"{Id} is not set"),
            ({ }, null) => throw new SourceException($"{Id} is set, but {Secret} is not"),
            (null, { }) => throw new SourceException($"{Secret} is set, but {Id} is not"),
        });
}
