using Coffer.LocalAws.Signing;
using Microsoft.AspNetCore.Http;

namespace Coffer.LocalAws.Protocols;

/// <summary>The form of requests and answers that several services share.</summary>
internal interface IProtocol
{
    /// <summary>The content type of answers.</summary>
    string ContentType { get; }

    /// <summary>What is said of signatures that are wrong.</summary>
    SignatureErrors SignatureErrors { get; }

    string NewRequestId();

    /// <summary>Answers with an error.</summary>
    Task WriteErrorAsync(HttpContext http, AwsException error, string requestId);
}

/// <summary>What a request asks for, as it was read before anything of it is checked.</summary>
internal abstract class RequestContent
{
    /// <summary>AWS's name of the action; empty where it names none.</summary>
    public abstract string Action { get; }

    /// <summary>What the log calls it.</summary>
    public virtual string Title => Action;

    /// <summary>The body where its signature covers it; null where the signature says what it covers.</summary>
    public abstract byte[]? Body { get; }

    /// <summary>What is signed in the request's place; null where the request itself is.</summary>
    public virtual SignedPolicy? Policy => null;
}
