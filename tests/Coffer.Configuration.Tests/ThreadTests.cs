using System.Reflection;
using Coffer.Cli.Tests.Processes;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace Coffer.Configuration.Tests;

/// <summary>
/// Callers that block where they should not: under a context of one thread (WPF, Blazor, test runners), under a scheduler that runs one
/// thing at a time, and on all threads of the pool.
/// </summary>
[Collection(nameof(Alone))]
public sealed class ThreadTests(SealedRepository repository) : IClassFixture<SealedRepository>
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private static readonly Dictionary<string, Action<SealedRepository>> Doors = new()
    {
        ["CofferClient.OpenAsync"] = repository => WithClient(repository, client => Block(client.OpenAsync("SECRET_01"))),
        ["CofferClient.OpenAllAsync"] = repository => WithClient(repository, client => Block(client.OpenAllAsync())),
        ["CofferConfigurationExtensions.ReloadCofferAsync"] = repository =>
        {
            var root = Build(repository);
            root.ReloadCofferAsync().GetAwaiter().GetResult();
            ((IDisposable)root).Dispose();
        },
        ["AddCoffer"] = repository => ((IDisposable)Build(repository)).Dispose(),
        ["Reload"] = repository =>
        {
            var root = Build(repository);
            root.Reload();
            ((IDisposable)root).Dispose();
        },
    };

    public static TheoryData<string> DoorNames => [.. Doors.Keys];

    [Fact]
    public void Every_public_method_that_gives_a_task_is_tried() => Assert.Subset(
        Doors.Keys.ToHashSet(),
        typeof(CofferClient).Assembly.GetExportedTypes()
            .SelectMany(type => type.GetMethods(
                BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(method => typeof(Task).IsAssignableFrom(method.ReturnType))
            .Select(method => $"{method.DeclaringType!.Name}.{method.Name}")
            .ToHashSet());

    [Theory]
    [MemberData(nameof(DoorNames))]
    public void It_does_not_need_the_callers_context(string door) => Assert.Null(OnOwnThread(() =>
    {
        SynchronizationContext.SetSynchronizationContext(new NeverPumped());
        Doors[door](repository);
    }));

    [Theory]
    [MemberData(nameof(DoorNames))]
    public void It_does_not_need_the_callers_scheduler(string door)
    {
        var one = new ConcurrentExclusiveSchedulerPair();
        Assert.Null(OnOwnThread(() => Task.Factory.StartNew(
            () => Doors[door](repository),
            CancellationToken.None,
            TaskCreationOptions.None,
            one.ExclusiveScheduler).GetAwaiter().GetResult()));
    }

    /// <summary>Four times as many callers as the pool may have threads.</summary>
    [Theory]
    [MemberData(nameof(DoorNames))]
    public void It_does_not_need_a_free_thread_of_the_pool(string door)
    {
        ThreadPool.GetMinThreads(out var least, out var leastIo);
        ThreadPool.GetMaxThreads(out var most, out var mostIo);
        var few = Math.Max(2, Environment.ProcessorCount);
        Assert.True(ThreadPool.SetMinThreads(few, leastIo) && ThreadPool.SetMaxThreads(few, mostIo));
        try
        {
            var failures = new Exception?[4 * few];
            var ended = new CountdownEvent(failures.Length);
            for (var caller = 0; caller < failures.Length; caller++)
            {
                ThreadPool.UnsafeQueueUserWorkItem(
                    number =>
                    {
                        failures[number] = Record.Exception(() => Doors[door](repository));
                        ended.Signal();
                    },
                    caller,
                    preferLocal: false);
            }

            var all = ended.Wait(Limit, TestContext.Current.CancellationToken);
            Assert.True(all, $"{ended.CurrentCount} of {failures.Length} callers wait for ever");
            Assert.All(failures, Assert.Null);
        }
        finally
        {
            ThreadPool.SetMaxThreads(most, mostIo);
            ThreadPool.SetMinThreads(least, leastIo);
        }
    }

    private static IConfigurationRoot Build(SealedRepository repository) =>
        World.Build(repository, options => options.Timeout = TimeSpan.FromSeconds(20));

    private static void WithClient(SealedRepository repository, Action<CofferClient> use)
    {
        using var client = World.Client(repository, options => options.Timeout = TimeSpan.FromSeconds(20));
        use(client);
    }

    private static void Block<T>(Task<T> task)
        where T : IDisposable => task.GetAwaiter().GetResult().Dispose();

    /// <summary>What it threw; fails where it does not end.</summary>
    private static Exception? OnOwnThread(Action action)
    {
        Exception? failure = null;
        var thread = new Thread(() => failure = Record.Exception(action)) { IsBackground = true };
        thread.Start();
        Assert.True(thread.Join(Limit), "it waits for ever");
        return failure;
    }

    /// <summary>Its one thread is blocked: what is posted never runs.</summary>
    private sealed class NeverPumped : SynchronizationContext
    {
        public override void Post(SendOrPostCallback d, object? state)
        {
        }
    }
}
