using Coffer.Iam.Evaluation;
using Coffer.LocalAws.Enforcement;
using Coffer.LocalAws.Protocols;
using Microsoft.AspNetCore.Http;

namespace Coffer.LocalAws.Services;

/// <summary>A service of AWS behind the port.</summary>
internal interface IAwsService
{
    /// <summary>The name in the credential scope, in options, faults and the log, for example <c>kms</c>.</summary>
    string Name { get; }

    /// <summary>How it is spoken to.</summary>
    IProtocol Protocol { get; }

    /// <summary>The code of its answer to a defect of ours.</summary>
    string InternalErrorCode => "InternalError";

    /// <summary>What it says to those who ask too often.</summary>
    AwsException TooManyRequests => new(400, "Throttling", "Rate exceeded");

    /// <summary>Whether a request that is signed for no service is for this one.</summary>
    bool Recognizes(HttpRequest request);

    /// <summary>Reads what a request asks for. Whether it may is decided later.</summary>
    Task<RequestContent> ReadAsync(HttpContext http);

    /// <summary>Whether an action is for callers that have no credentials yet.</summary>
    bool IsForAnyone(string action) => false;

    /// <summary>Whether an action counts against the service's quota of requests.</summary>
    bool IsCounted(string action) => false;

    /// <summary>The ARN of what a request is about; null where it names nothing that is there.</summary>
    string? ResourceOf(AwsRequest request);

    /// <summary>The encryption context that a request gives; empty for services that have none.</summary>
    IReadOnlyDictionary<string, string> EncryptionContextOf(AwsRequest request) => new Dictionary<string, string>();

    /// <summary>What an event says of a request: names, and never a value or a ciphertext.</summary>
    IEnumerable<(string Name, string Value)> EventParametersOf(AwsRequest request) => [];

    /// <summary>
    /// What the caller must be allowed to do, where policies decide. What an action asks for itself, one by one, is not among it.
    /// </summary>
    /// <exception cref="AwsException">What the action would answer, where what is needed cannot be told.</exception>
    IEnumerable<Need> NeedsOf(AwsRequest request);

    /// <summary>The refusal of a caller who may not.</summary>
    AwsException Denied(AwsRequest request, Need need, Decision decision);

    /// <summary>Answers a request whose signature was checked.</summary>
    /// <exception cref="AwsException">Every refusal, in the service's words.</exception>
    Task ServeAsync(AwsRequest request);

    /// <summary>Makes what the options want to be there from the start.</summary>
    void CreateInitial(Options options)
    {
    }
}
