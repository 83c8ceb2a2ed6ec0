using System.Text.Json;
using Coffer.Aws.Answers;
using Coffer.Aws.Calls;
using Coffer.Aws.Credentials;
using Coffer.Aws.Tls;
using Coffer.Core.Model;

namespace Coffer.Aws.Connections;

/// <summary>One of the small services that are asked without the SDK.</summary>
/// <param name="Service">As <see cref="ErrorTable"/> has it.</param>
/// <param name="Source">Which source of credentials asks it, or by which action.</param>
/// <param name="Time">What one attempt may take.</param>
internal sealed record SmallService(string Service, string Source, TimeSpan Time)
{
    /// <summary>Whether it is a service of this host, as a rule: it answers soon, or is not there.</summary>
    public bool IsNear { get; init; }

    /// <summary>The next step where there is no way to it; null where only its source knows one.</summary>
    public string? Way => IsNear ? null : $"{Service.ToUpperInvariant()} must be reachable from here: look at the network, the proxy, the "
        + $"region and AWS_ENDPOINT_URL_{Service.ToUpperInvariant()}; a VPC without a way out needs an endpoint of it";

    /// <summary>Whether there may be no such service at all: an address that leads nowhere is tried twice.</summary>
    public bool MayBeAbsent { get; init; }

    /// <summary>Is told what time the service has, where it refuses ours.</summary>
    public Action<DateTimeOffset>? Skewed { get; init; }

    /// <summary>
    /// Refuses the body of a good answer that lacks what it has to have, as a page of somebody else's does: it is asked for again.
    /// </summary>
    public Action<byte[]>? RequireWhole { get; init; }

    /// <summary>The code and the message of an error.</summary>
    public Func<byte[], (string? Code, string? Message)> ErrorIn { get; init; } = HttpAnswer.JsonError;
}

/// <summary>What such a service answered: read whole, never shown.</summary>
internal sealed class HttpAnswer(SmallService service, byte[] body, AwsError? error)
{
    /// <summary>Where an error's code may stand beside the body.</summary>
    public const string ErrorHeader = "x-amzn-ErrorType";

    private const int MaxQuoted = 300;

    private static readonly System.Buffers.SearchValues<char> CodeCharacters =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");

    /// <summary>What it refuses with; null for a good answer.</summary>
    public AwsError? Error => error;

    /// <summary>The body.</summary>
    public byte[] Body => body;

    /// <summary>The service's clock; null where it does not say it.</summary>
    public DateTimeOffset? Date { get; init; }

    /// <summary>Asks until there is an answer that will stay the same, or no more time for one.</summary>
    /// <exception cref="SourceException">Where there is none.</exception>
    public static async Task<HttpAnswer> AskAsync(
        HttpClient client, AwsCalls calls, Func<HttpRequestMessage> request, SmallService service, CancellationToken cancellation)
    {
        var server = "";
        var telling = new Telling(
            $"credentials ({service.Source})", $"{CredentialsException.Text}  {service.Source}", failure => Why(failure, server, service));
        try
        {
            return await calls.RunAsync(
                async attempt =>
                {
                    using var message = request();
                    server = message.RequestUri!.Authority;
                    using var response = await client.SendAsync(message, attempt.Token).ConfigureAwait(false);
                    var answer = new HttpAnswer(
                        service, await response.Content.ReadAsByteArrayAsync(attempt.Token).ConfigureAwait(false), null)
                    {
                        Date = response.Headers.Date,
                    };
                    return response.IsSuccessStatusCode ? Whole(answer, service) : Refused(answer, response, service);
                },
                telling,
                cancellation,
                service.Time,
                (attempts, failure) => service.MayBeAbsent && attempts > 1 && FailureKinds.IsNobody(failure)).ConfigureAwait(false);
        }
        catch (RefusedException refused)
        {
            return new HttpAnswer(service, [], refused.Error);
        }
        catch (AnswerException answer) when (answer.Lacking is { } lacking)
        {
            throw new SourceException(lacking.Message, lacking.Hint, answer.Code);
        }
        catch (Exception exception) when (AwsFailure.IsOne(exception))
        {
            var (code, cause, hint) = Why(exception, server, service);
            throw service.MayBeAbsent && FailureKinds.IsNobody(exception)
                ? new SourceException(cause, CredentialsException.Usual)
                : new SourceException(cause, hint, code);
        }
    }

    /// <summary>The body of a good answer.</summary>
    /// <exception cref="SourceException">With the status, the error's code and AWS's words, where there are any.</exception>
    public byte[] Success(string who, string? hint = null) => error is null ? body : throw Refusal(who, hint);

    /// <summary>What an error of the service means.</summary>
    public SourceException Refusal(string who, string? hint = null)
    {
        var rule = ErrorTable.Of(error!);
        var usual = rule.HintOf(service.Source, "");
        return new SourceException($"{who} {Said(error!)}", rule.Kind == FailureKind.Final ? hint ?? usual : usual, rule.Exit);
    }

    /// <summary>An error's code without the namespace before it and the address behind it.</summary>
    public static string PlainCode(string? code) => (code ?? "").Split(':')[0].Split('#')[^1];

    /// <summary>An error's code, ready to follow the status.</summary>
    public static string CodeIn(string? code) =>
        code is { Length: > 0 and <= 64 } && code.AsSpan().IndexOfAnyExcept(CodeCharacters) < 0 ? $" {code}" : "";

    /// <summary>An error's message, ready to follow the code.</summary>
    public static string Quoted(string? message) =>
        string.IsNullOrWhiteSpace(message)
            ? ""
            : $" (\"{AddressGrammar.Printable(message.Length > MaxQuoted ? message[..MaxQuoted] : message)}\")";

    /// <summary>The code and the message of an error in JSON, as each service has its own names for them.</summary>
    public static (string? Code, string? Message) JsonError(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                return (null, null);
            }

            string? Text(params string[] names) =>
                names.Select(name => CredentialJson.Text(document.RootElement, name)).FirstOrDefault(text => text is not null);
            return (Text("code", "Code", "__type", "error"), Text("message", "Message", "error_description"));
        }
        catch (JsonException)
        {
            return (null, null);
        }
    }

    /// <summary>The error that an answer is.</summary>
    /// <param name="service">As <see cref="ErrorTable"/> has it.</param>
    /// <param name="said">The code and the message in its body.</param>
    /// <param name="response">The answer.</param>
    public static AwsError ErrorOf(string service, (string? Code, string? Message) said, HttpResponseMessage response)
    {
        var code = said.Code ?? (response.Headers.TryGetValues(ErrorHeader, out var types) ? types.First() : "");
        var asked = response.Headers.NonValidated.TryGetValues("Retry-After", out var waits) ? waits.ToString() : null;
        return new AwsError(
            service,
            (int)response.StatusCode,
            PlainCode(code),
            said.Message ?? "",
            AwsError.Wait(asked, response.Headers.Date ?? TimeProvider.System.GetUtcNow()),
            response.Headers.Date);
    }

    private static HttpAnswer Whole(HttpAnswer answer, SmallService service)
    {
        try
        {
            service.RequireWhole?.Invoke(answer.Body);
            return answer;
        }
        catch (SourceException lacking) when (lacking.IsLacking)
        {
            throw new AnswerException(lacking.Message, lacking);
        }
    }

    private static HttpAnswer Refused(HttpAnswer answer, HttpResponseMessage response, SmallService service)
    {
        var error = ErrorOf(service.Service, service.ErrorIn(answer.Body), response);
        var kind = ErrorTable.Of(error).Kind;
        if (kind == FailureKind.Skewed && error.Date is { } date)
        {
            service.Skewed?.Invoke(date);
        }

        return kind == FailureKind.Final ? new HttpAnswer(service, answer.Body, error) : throw new RefusedException(error);
    }

    private static string Said(AwsError error) =>
        $"answered {error.Status}{CodeIn(error.Code)}{Quoted(error.Message)}"
            + (ErrorTable.Of(error).Kind == FailureKind.Skewed ? $": {ErrorTable.Clock.Says}{AwsFailure.Times(error)}" : "");

    private static Reason Why(Exception failure, string server, SmallService service) => failure switch
    {
        RefusedException { Error: { } error } => new Reason(ErrorTable.Of(error).Exit, $"{server} {Said(error)}",
            ErrorTable.Of(error).HintOf(service.Source, "")),
        UntrustedServerException untrusted => new Reason(
            ErrorCode.Unreachable, $"{server} is not trusted: {untrusted.Message}", untrusted.Hint),
        AnswerException noAnswer => new Reason(
            noAnswer.Code, $"{server} does not answer as it should: {noAnswer.Message}", noAnswer.Hint),
        UnknownHostException unknown => new Reason(unknown.Code, $"{server} {unknown.Message}", unknown.Hint),
        NoWayException noWay => new Reason(noWay.Code, $"{server} cannot be reached: {noWay.Message}", noWay.Hint),
        TimeoutException => new Reason(
            ErrorCode.Unreachable, $"{server} did not answer within {service.Time.TotalSeconds:0} s", service.Way),
        _ when AwsFailure.SocketReason(failure) is { } reason => new Reason(
            ErrorCode.Unreachable, $"{server} cannot be reached ({reason})", service.Way),
        _ => new Reason(ErrorCode.Unreachable, $"{server} broke the connection off", service.Way),
    };
}
