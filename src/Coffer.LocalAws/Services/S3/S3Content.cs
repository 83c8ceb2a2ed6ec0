using Coffer.LocalAws.Protocols;
using Coffer.LocalAws.Services.S3.Bodies;
using Coffer.LocalAws.Signing;
using Microsoft.AspNetCore.Http;

namespace Coffer.LocalAws.Services.S3;

/// <summary>What a request of S3 asks for: read from its method, address and query; the body is read by the action.</summary>
internal sealed class S3Content(HttpContext http, PostForm? form) : RequestContent
{
    private readonly Lazy<S3Address> address = new(
        () => form is null ? S3Address.Of(http) : S3Address.Of(http) with { Key = form.Key });

    /// <summary>The form of an upload from a browser; null for every other request.</summary>
    public PostForm? Form => form;

    /// <summary>The bucket and key.</summary>
    /// <exception cref="AwsException">The address cannot be read.</exception>
    public S3Address Address => address.Value;

    /// <summary>The entry of the table of actions, whether the table has it or not.</summary>
    public string Entry => form is null ? S3ActionTable.NameOf(http.Request, Address) : "POST bucket";

    public override string Action
    {
        get
        {
            try
            {
                return S3ActionName.Of(Entry);
            }
            catch (AwsException)
            {
                return string.Empty;
            }
        }
    }

    public override string Title => $"{http.Request.Method} {http.Request.Path}";

    public override byte[]? Body => null;

    public override SignedPolicy? Policy => form?.Policy;
}
