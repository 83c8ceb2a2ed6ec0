using Coffer.Iam.Evaluation;
using Coffer.LocalAws.Protocols;
using Coffer.LocalAws.Services.Sts;
using Coffer.LocalAws.Signing;
using Microsoft.AspNetCore.Http;

namespace Coffer.LocalAws.Services;

/// <summary>
/// A request, read once: for which service, what it asks for, of what, and who asks. Faults, throttle, log and service all read this.
/// </summary>
internal sealed class AwsRequest(HttpContext http, IAwsService service, Options options)
{
    private RequestContent? content;
    private Caller? caller;

    public HttpContext Http => http;

    public IAwsService Service => service;

    /// <summary>What the answer's request id header says.</summary>
    public string Id { get; } = service.Protocol.NewRequestId();

    /// <summary>The region of the credential scope, for example <c>eu-west-1</c>; the server's own where there is none.</summary>
    public string Region { get; } = CredentialScope.Find(http.Request) is { HasRegion: true } scope ? scope.Region : options.Region;

    /// <summary>The partition of its region, for example <c>aws-cn</c>.</summary>
    public string Partition => LocalAws.Partition.Of(Region);

    /// <summary>Whether it was signed for a region, checked or not.</summary>
    public bool IsScoped => CredentialScope.Find(http.Request) is { HasRegion: true };

    /// <summary>What was read of it.</summary>
    public RequestContent Content => content ?? throw new InvalidOperationException("the request is not read yet");

    /// <summary>AWS's name of the action; empty where it names none, or was not read.</summary>
    public string Action => content?.Action ?? string.Empty;

    /// <summary>What the log calls it.</summary>
    public string Title => content?.Title is { Length: > 0 } title ? title : http.Request.Method;

    /// <summary>Who signed it; the account's root where signatures are not checked.</summary>
    public Caller Caller => caller ?? throw new InvalidOperationException("the caller is not known yet");

    /// <summary>Who signed it; null as long as that is not known.</summary>
    public Caller? CallerOrNull => caller;

    /// <summary>The caller's session; null for one who needs none.</summary>
    public Session? Session { get; set; }

    /// <summary>The error that it ended in; null where it did not.</summary>
    public AwsException? Error { get; set; }

    /// <summary>The caller's account; the server's own as long as the caller is not known.</summary>
    public string AccountId => caller?.AccountId ?? options.AccountId;

    /// <summary>What the chunks of an <c>aws-chunked</c> body are signed with; null without a signature.</summary>
    public SignatureSeed? Signature { get; private set; }

    /// <summary>The ARN of what it is about; null where it names nothing that is there.</summary>
    public string? Resource => content is null ? null : OrNull(service.ResourceOf);

    /// <summary>The encryption context that it gives; empty without one, and where it cannot be read.</summary>
    public IReadOnlyDictionary<string, string> EncryptionContext =>
        (content is null ? null : OrNull(service.EncryptionContextOf)) ?? new Dictionary<string, string>();

    /// <summary>What an event says of it; empty where it cannot be read.</summary>
    public IReadOnlyList<(string Name, string Value)> EventParameters =>
        (content is null ? null : OrNull(request => service.EventParametersOf(request).ToList())) ?? [];

    /// <summary>What policies decided: what denied the request, or what allowed the last that it needs; null where they did not.</summary>
    public Decision? Decision { get; private set; }

    public async Task ReadAsync() => content = await service.ReadAsync(http);

    public void Decided(Decision decision) => Decision = decision;

    public void SignedBy(Caller who, SignatureSeed? signature) => (caller, Signature) = (who.In(Partition), signature);

    private T? OrNull<T>(Func<AwsRequest, T?> read)
        where T : class
    {
        try
        {
            return read(this);
        }
        catch (AwsException)
        {
            return null;
        }
    }
}
