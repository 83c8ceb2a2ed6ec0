using Coffer.Core.UseCases.Loading;

namespace Coffer.Aws.Credentials;

/// <summary>
/// The standard chain, in the order of the SDK. The first source that is configured decides: where it fails, nothing
/// else is asked, because to go on as somebody else would be worse than to stop.
/// https://docs.aws.amazon.com/sdkref/latest/guide/standardized-credentials.html
/// </summary>
internal sealed class CredentialChain(IReadOnlyList<ICredentialSource> sources, TimeProvider clock)
{
    /// <summary>The chain of a process's environment.</summary>
    public static CredentialChain Standard(CredentialContext context) => new(
        [
            new EnvironmentSource(context.Variable),
            new WebIdentitySource(context),
            new ProfileSource(context),
            new ContainerSource(context),
            new InstanceSource(context),
        ],
        context.Clock);

    /// <summary>Asks one source after the other.</summary>
    /// <exception cref="CredentialsException">With what each answered.</exception>
    public async Task<AwsKeys> AskAsync() => (await AskNamedAsync().ConfigureAwait(false)).Keys;

    /// <summary>The same, with the name of the source that answered.</summary>
    public async Task<(string Source, AwsKeys Keys)> AskNamedAsync()
    {
        var answers = new List<string>();
        foreach (var source in sources)
        {
            var answer = await AskAsync(source, answers).ConfigureAwait(false);
            if (answer.Keys is { } keys)
            {
                return (source.Name, keys);
            }

            answers.Add($"{source.Name}: {answer.Absence}");
        }

        throw new CredentialsException(answers, ErrorCode.Configuration, null);
    }

    private async Task<SourceAnswer> AskAsync(ICredentialSource source, List<string> answers)
    {
        var end = Patience.Current.End;
        try
        {
            // A program that waits, and a file that is slow, end with the work as well.
            var answer = await source.AskAsync(end).WaitAsync(end).ConfigureAwait(false);
            return answer.Keys?.Expires is { } expires && clock.GetUtcNow() is var now && expires <= now
                ? throw new SourceException(
                    $"it gave credentials that expired at {AwsFailure.Text(expires)} UTC; this machine says {AwsFailure.Text(now)} UTC",
                    "look at this machine's clock; where it is right, at what the source does not renew")
                : answer;
        }
        catch (SourceException exception)
        {
            throw new CredentialsException(
                [.. answers, $"{source.Name}: {exception.Message}"], exception.Code, exception.Hint ?? source.Hint);
        }
    }
}
