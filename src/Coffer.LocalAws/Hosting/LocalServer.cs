using System.Net.Sockets;
using System.Net;
using Coffer.LocalAws.Faults;
using Coffer.LocalAws.Protocols;
using Coffer.LocalAws.Services;
using Coffer.LocalAws.Services.Ecs;
using Coffer.LocalAws.Signing;
using Coffer.LocalAws.State;
using Coffer.LocalAws.Tls;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Coffer.LocalAws.Hosting;

/// <summary>All services on one port of 127.0.0.1.</summary>
internal sealed class LocalServer : IAsyncDisposable
{
    private readonly WebApplication application;
    private readonly FolderLock? folder;
    private readonly ServerCertificates? certificates;
    private readonly EventFile? events;

    private LocalServer(WebApplication application, FolderLock? folder, ServerCertificates? certificates, EventFile? events)
    {
        this.events = events;
        this.certificates = certificates;
        this.application = application;
        this.folder = folder;
    }

    /// <summary>Where the server listens.</summary>
    public Uri Endpoint => new(application.Urls.Single());

    /// <exception cref="StartupException">The port is taken, or the folder cannot be used.</exception>
    public static async Task<LocalServer> StartAsync(Options options, TimeProvider? clock = null, StateDisk? disk = null)
    {
        disk ??= new StateDisk();
        var folder = options.Data is null ? null : FolderLock.Take(options.Data, disk);
        ServerCertificates? certificates = null;
        EventFile? events = null;
        try
        {
            clock ??= TimeProvider.System;
            var handler = Compose(options, clock, disk, out certificates, out events);
            var application = Build(options, handler, certificates);
            await ListenAsync(application, options.Port);
            return new LocalServer(application, folder, certificates, events);
        }
        catch
        {
            events?.Dispose();
            certificates?.Dispose();
            folder?.Dispose();
            throw;
        }
    }

    /// <summary>Until the process is told to end.</summary>
    public Task WaitForShutdownAsync() => application.WaitForShutdownAsync();

    public async ValueTask DisposeAsync()
    {
        await application.DisposeAsync();
        events?.Dispose();
        certificates?.Dispose();
        folder?.Dispose();
    }

    private static RequestHandler Compose(
        Options options, TimeProvider clock, StateDisk disk, out ServerCertificates? certificates, out EventFile? events)
    {
        certificates = null;
        events = null;
        try
        {
            IStateStore state = options.Data is null ? new MemoryStateStore() : new FileStateStore(options.Data, disk);
            certificates = options.Tls is null ? null : new ServerCertificates(options, clock, state, disk);
            var parts = new ServiceParts(options, clock, state, disk);
            var services = new AwsServices(parts);
            services.CreateInitial(options);
            var log = options.Log ? new RequestLog(Console.Error) : null;
            var authenticator = new Authenticator(options, clock, parts.AccessKeys);
            var hosts = new ServedHosts(options.Hosts);
            var tasks = new TaskPaths(new TaskCredentials(parts), parts.Ecs, hosts);
            events = options.Events is { } path ? new EventFile(path, clock) : null;
            return new RequestHandler(
                hosts, options, services, authenticator, parts.Enforcer, Faults(options, log, clock), log, events, tasks);
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

    private static FaultInjector Faults(Options options, RequestLog? log, TimeProvider clock)
    {
        var settings = options.Faults;
        var rules = settings.File is { } file ? FaultFile.Read(file) : [];
        return new FaultInjector(settings.Latency, Throttle.Create(settings, clock), rules, log, clock);
    }

    private static WebApplication Build(Options options, RequestHandler handler, ServerCertificates? certificates)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Listen(IPAddress.Loopback, options.Port, listener =>
            {
                listener.Protocols = HttpProtocols.Http1;
                if (certificates is not null)
                {
                    listener.UseHttps(
                        new HttpsConnectionAdapterOptions { ServerCertificateSelector = (_, name) => certificates.For(name) });
                }
            });
        });
        if (options.Faults.File is not null)
        {
            // What is written has left the server before more happens: a reset comes after the byte it is to come after.
            builder.Services.Configure<SocketTransportOptions>(sockets => sockets.MaxWriteBufferSize = 1);
        }

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
