using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon;
using Coffer.Aws.Answers;
using Coffer.Aws.Calls;
using Coffer.Aws.Connections;
using Coffer.Aws.Credentials;

namespace Coffer.Aws.Wire;

/// <summary>Asks ECS without the SDK's client for it, which would be another megabyte for seven questions.</summary>
/// <param name="access">What the connections of a process share.</param>
/// <param name="region">The region.</param>
/// <param name="configured">A local AWS that is configured; null for none.</param>
internal sealed class EcsClient(AwsAccess access, string region, Uri? configured)
{
    private const string Service = "ecs";
    private const string Target = "AmazonEC2ContainerServiceV20141113.";

    private readonly Signer signer = new(region, Service);
    private readonly AwsCalls calls = new(access.Credentials(region));
    private TimeSpan skew;

    /// <summary>Asks one question.</summary>
    /// <param name="action">AWS's name of the action.</param>
    /// <param name="body">What it is given.</param>
    /// <param name="require">Looks whether an answer is whole; <see cref="WholeEcsAnswers"/>.</param>
    /// <param name="cancellation">Cancels the work.</param>
    public async Task<JsonElement> AskAsync(
        string action, JsonObject body, Action<JsonElement> require, CancellationToken cancellation)
    {
        var content = Encoding.UTF8.GetBytes(body.ToJsonString());
        var telling = new Telling(
            $"ecs:{action}", "what runs cannot be asked", failure => AwsFailure.Why(failure, $"ecs:{action}", $"ECS in '{region}'"));
        try
        {
            return await calls.RunAsync(
                attempt => SendAsync(action, content, require, attempt), telling, cancellation).ConfigureAwait(false);
        }
        catch (Exception exception) when (AwsFailure.IsOne(exception))
        {
            throw telling.Failure(exception);
        }
    }

    private async Task<JsonElement> SendAsync(string action, byte[] content, Action<JsonElement> require, Attempt attempt)
    {
        var given = await access.Credentials(region).GetCredentialsAsync().ConfigureAwait(false);
        var request = new RequestToSign("POST", "/", "", Signer.Hash(content))
        {
            Headers = { ["content-type"] = "application/x-amz-json-1.1", ["x-amz-target"] = Target + action },
        };
        using var message = WireMessage.Of(
            Server(),
            request,
            content,
            signer,
            new AwsKeys(given.AccessKey, given.SecretKey, given.Token, null),
            TimeProvider.System.GetUtcNow() + skew);
        using var response = await access.Http.Invoker.Value.SendAsync(message, attempt.Token).ConfigureAwait(false);
        var answer = await response.Content.ReadAsByteArrayAsync(attempt.Token).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode)
        {
            var error = HttpAnswer.ErrorOf(Service, HttpAnswer.JsonError(answer), response);
            if (ErrorTable.Of(error).Kind == FailureKind.Skewed && error.Date is { } date)
            {
                skew = date - TimeProvider.System.GetUtcNow();
            }

            throw new RefusedException(error);
        }

        using var document = JsonDocument.Parse(answer);
        require(document.RootElement);
        return document.RootElement.Clone();
    }

    private Uri Server() => AwsSettings.Endpoint("ECS", configured, access.Variable)
        ?? new Uri($"https://ecs.{region}.{RegionEndpoint.GetBySystemName(region).PartitionDnsSuffix}/");
}
