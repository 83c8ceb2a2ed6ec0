using System.Net;
using System.Net.Sockets;
using Coffer.LocalAws.Events;
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

    private LocalServer(
        WebApplication application, FolderLock? folder, ServerCertificates? certificates, EventFile? events, ServiceParts parts)
    {
        Parts = parts;
        this.events = events;
        this.certificates = certificates;
        this.application = application;
        this.folder = folder;
    }

    /// <summary>Where the server listens.</summary>
    public Uri Endpoint => new(application.Urls.Single());

    /// <summary>What its services are made of.</summary>
    public ServiceParts Parts { get; }

    /// <param name="options">What it is told.</param>
    /// <param name="clock">Its clock; null for that of the machine.</param>
    /// <param name="disk">Where its state goes; null for the disk.</param>
    /// <param name="answering">Is told of each request before the first byte of its answer.</param>
    /// <exception cref="StartupException">The port is taken, or the folder cannot be used.</exception>
    public static async Task<LocalServer> StartAsync(
        Options options, TimeProvider? clock = null, StateDisk? disk = null, Action<AwsRequest>? answering = null)
    {
        disk ??= new StateDisk();
        var folder = options.Data is null ? null : FolderLock.Take(options.Data, disk);
        ServerCertificates? certificates = null;
        EventFile? events = null;
        try
        {
            clock ??= TimeProvider.System;
            events = options.Events is { } path ? new EventFile(path, clock) : null;
            var parts = Parted(options, clock, disk, out certificates);
            var handler = Compose(parts, events is null ? answering : answering + events.Add);
            var application = Build(options, handler, certificates);
            await ListenAsync(application, options.Port);
            return new LocalServer(application, folder, certificates, events, parts);
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

    private static ServiceParts Parted(Options options, TimeProvider clock, StateDisk disk, out ServerCertificates? certificates)
    {
        certificates = null;
        try
        {
            IStateStore state = options.Data is null ? new MemoryStateStore() : new FileStateStore(options.Data, disk);
            certificates = options.Tls is null ? null : new ServerCertificates(options, clock, state, disk);
            return new ServiceParts(options, clock, state, disk);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CannotUse(options, e);
        }
    }

    private static RequestHandler Compose(ServiceParts parts, Action<AwsRequest>? answering)
    {
        var (options, clock) = (parts.Options, parts.Clock);
        try
        {
            var services = new AwsServices(parts);
            services.CreateInitial(options);
            var log = options.Log ? new RequestLog(Console.Error) : null;
            var authenticator = new Authenticator(options, clock, parts.AccessKeys);
            var hosts = new ServedHosts(options.Hosts);
            var tasks = new TaskPaths(new TaskCredentials(parts), parts.Ecs, hosts);
            return new RequestHandler(
                hosts, options, services, authenticator, parts.Enforcer, Faults(options, log, clock), log, answering, tasks);
        }
        catch (AwsException e)
        {
            throw new StartupException(ExitCode.Usage, e.Message, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CannotUse(options, e);
        }
    }

    private static StartupException CannotUse(Options options, Exception cause) =>
        new(ExitCode.CannotWrite, $"cannot use the folder '{options.Data}': {cause.Message}", cause);

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
