using System.Net;
using System.Net.Sockets;
using Coffer.LocalAws.Ecs;
using Coffer.LocalAws.Iam;
using Coffer.LocalAws.Iam.Storage;
using Coffer.LocalAws.Kms;
using Coffer.LocalAws.S3;
using Coffer.LocalAws.State;
using Coffer.LocalAws.Sts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Coffer.LocalAws.Server;

/// <summary>All services on one port of 127.0.0.1.</summary>
internal sealed class LocalServer : IAsyncDisposable
{
    private readonly WebApplication application;
    private readonly FolderLock? folder;

    private LocalServer(WebApplication application, FolderLock? folder)
    {
        this.application = application;
        this.folder = folder;
    }

    /// <summary>Where the server listens.</summary>
    public Uri Endpoint => new(application.Urls.Single());

    /// <exception cref="StartupException">The port is taken, or the folder cannot be used.</exception>
    public static async Task<LocalServer> StartAsync(Options options, TimeProvider? clock = null)
    {
        var folder = options.Data is null ? null : FolderLock.Take(options.Data);
        try
        {
            var application = Build(options, Compose(options, clock ?? TimeProvider.System));
            await ListenAsync(application, options.Port);
            return new LocalServer(application, folder);
        }
        catch
        {
            folder?.Dispose();
            throw;
        }
    }

    /// <summary>Until the process is told to end.</summary>
    public Task WaitForShutdownAsync() => application.WaitForShutdownAsync();

    public async ValueTask DisposeAsync()
    {
        await application.DisposeAsync();
        folder?.Dispose();
    }

    private static RequestHandler Compose(Options options, TimeProvider clock)
    {
        try
        {
            IStateStore state = options.Data is null ? new MemoryStateStore() : new FileStateStore(options.Data);
            var sessions = new SessionStore(options, clock, state);
            var kms = new KmsService(options, clock, state);
            var iam = new IamStore(state);
            var sts = new StsService(clock, sessions, iam);
            var s3 = new S3Service(new S3Options(options.Data is null ? null : Path.Combine(options.Data, "s3")), clock, kms);
            Furnish(options, kms, s3);
            var services = new LocalServices(kms, sts, s3, new IamService(options.AccountId, clock, iam), new EcsService(options.AccountId, clock, state));
            return new RequestHandler(new Authenticator(options, clock, sessions), services, options.Log ? new RequestLog(Console.Error) : null);
        }
        catch (AwsException e)
        {
            throw new StartupException(ExitCode.Usage, e.Message, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartupException(ExitCode.CannotWrite, $"cannot use the folder '{options.Data}': {e.Message}", e);
        }
    }

    private static void Furnish(Options options, KmsService kms, S3Service s3)
    {
        foreach (var alias in options.Keys)
        {
            kms.Ensure(alias);
        }

        foreach (var bucket in options.Buckets)
        {
            s3.Ensure(bucket, options.Region, options.AccountId);
        }
    }

    private static WebApplication Build(Options options, RequestHandler handler)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Listen(IPAddress.Loopback, options.Port, listener => listener.Protocols = HttpProtocols.Http1);
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(2));
        var application = builder.Build();
        application.Run(handler.HandleAsync);
        return application;
    }

    private static async Task ListenAsync(WebApplication application, int port)
    {
        try
        {
            await application.StartAsync();
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            await application.DisposeAsync();
            throw new StartupException(ExitCode.Unavailable, $"cannot listen on 127.0.0.1:{port}: {e.GetBaseException().Message}", e);
        }
    }
}
