using Coffer.LocalAws.Protocols;
using Coffer.LocalAws.Services.Ecs;
using Coffer.LocalAws.Services.Iam;
using Coffer.LocalAws.Services.Kms;
using Coffer.LocalAws.Services.Logs;
using Coffer.LocalAws.Services.S3;
using Coffer.LocalAws.Services.Sts;
using Coffer.LocalAws.Signing;
using Microsoft.AspNetCore.Http;

namespace Coffer.LocalAws.Services;

/// <summary>A service in the list: what options and faults may name, and how it is made.</summary>
/// <param name="Name">As <see cref="IAwsService.Name"/>.</param>
/// <param name="Actions">AWS's names of the actions that are served.</param>
/// <param name="Create">Makes it for a server.</param>
internal sealed record ServiceEntry(string Name, IReadOnlyCollection<string> Actions, Func<ServiceParts, IAwsService> Create);

/// <summary>The services of one server, and which of them a request is for: one port serves all.</summary>
internal sealed class AwsServices(ServiceParts parts)
{
    /// <summary>All that is served. The last one takes what no other recognizes.</summary>
    public static readonly IReadOnlyList<ServiceEntry> Entries =
    [
        KmsService.Entry,
        EcsService.Entry,
        LogsService.Entry,
        StsService.Entry,
        IamService.Entry,
        S3Service.Entry,
    ];

    private readonly IReadOnlyList<IAwsService> services = [.. Entries.Select(entry => entry.Create(parts))];

    public static IEnumerable<string> Names => Entries.Select(entry => entry.Name);

    public void CreateInitial(Options options)
    {
        foreach (var service in services)
        {
            service.CreateInitial(options);
        }
    }

    /// <summary>By the credential scope; where there is none that names a service, by the protocol the request speaks.</summary>
    public IAwsService Route(HttpRequest request) =>
        (CredentialScope.Find(request)?.Service is { } name ? services.FirstOrDefault(service => service.Name == name) : null)
        ?? services.FirstOrDefault(service => service.Recognizes(request))
        ?? services[^1];

    /// <summary>Says plainly that a service is not here: its signature would be refused for a reason that misleads.</summary>
    /// <exception cref="AwsException">The request is signed for another service.</exception>
    public static void RequireServed(HttpRequest request)
    {
        if (CredentialScope.Find(request)?.Service is { } name && !Names.Contains(name, StringComparer.Ordinal)
            && name.All(char.IsAsciiLetterOrDigit))
        {
            throw new AwsException(501, "NotImplemented", NotServed.Words($"'{name}'"));
        }
    }
}
