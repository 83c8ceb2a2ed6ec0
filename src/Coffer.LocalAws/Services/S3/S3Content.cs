using Coffer.LocalAws.Protocols;
using Microsoft.AspNetCore.Http;

namespace Coffer.LocalAws.Services.S3;

/// <summary>What a request of S3 asks for: read from its method, address and query; the body is read by the action.</summary>
internal sealed class S3Content(HttpContext http) : RequestContent
{
    private readonly Lazy<S3Address> address = new(() => S3Address.Of(http));

    /// <summary>The bucket and key.</summary>
    /// <exception cref="AwsException">The address cannot be read.</exception>
    public S3Address Address => address.Value;

    /// <summary>The entry of the table of actions, whether the table has it or not.</summary>
    public string Entry => S3ActionTable.NameOf(http.Request, Address);

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
}
