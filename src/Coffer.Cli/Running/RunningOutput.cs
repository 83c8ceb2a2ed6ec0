using System.Globalization;
using System.Text.Json;
using Coffer.Core.Configuration;
using Coffer.Core.Model;
using Coffer.Core.UseCases.Running;

namespace Coffer.Cli.Running;

/// <summary>What runs, as lines and as JSON. Names that come from ECS are somebody else's text.</summary>
internal static class RunningOutput
{
    private const string Time = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    /// <summary>Prints all of it.</summary>
    public static void Print(
        EnvironmentSettings environment, IReadOnlyList<RunningRelease> running, Dictionary<string, string> changes, bool asJson)
    {
        if (asJson)
        {
            JsonOutput.Print(json => Write(json, environment, running, changes));
            return;
        }

        foreach (var release in running)
        {
            var container = release.Container;
            var since = container.Since is { } time ? $" since {Text(time)}" : "";
            var tasks = container.Tasks == 1 ? "1 task" : $"{container.Tasks} tasks";
            Terminal.State(
                Word(release.State),
                $"{Shown($"{environment.Name}/{release.Service}")}  {Shown($"{container.Cluster}/{container.Group}")}  "
                    + $"{Shown(container.Definition)}  {tasks}{since}",
                12);
            foreach (var secret in release.Secrets)
            {
                var address = $"{environment.Name}/{release.Service}/{secret.Name}";
                var changed = changes.TryGetValue(address, out var when) ? $"  changed {Shown(when)}" : "";
                Terminal.State(Word(secret.State), $"{Shown(address)}{changed}", 10, "  ");
            }
        }
    }

    private static string Word(RunningState state) => state switch
    {
        RunningState.Same => "same",
        RunningState.Old => "old",
        RunningState.Unpinned => "unpinned",
        RunningState.Lost => "lost",
        _ => "bad pin",
    };

    private static string Word(RunningSecretState state) => state switch
    {
        RunningSecretState.Old => "old",
        RunningSecretState.Missing => "missing",
        _ => "removed",
    };

    private static void Write(
        Utf8JsonWriter json, EnvironmentSettings environment, IReadOnlyList<RunningRelease> running, Dictionary<string, string> changes)
    {
        json.WriteString("environment", environment.Name);
        json.WriteString("bucket", environment.Bucket);
        json.WriteList("running", running, release =>
        {
            json.WriteString("service", $"{environment.Name}/{release.Service}");
            json.WriteString("state", Word(release.State));
            json.WriteString("release", release.Pin?.ToString());
            json.WriteString("cluster", release.Container.Cluster);
            json.WriteString("group", release.Container.Group);
            json.WriteString("taskDefinition", release.Container.Definition);
            json.WriteString("container", release.Container.Name);
            json.WriteNumber("tasks", release.Container.Tasks);
            json.WriteString("since", release.Container.Since is { } time ? Text(time) : null);
            json.WriteList("secrets", release.Secrets, secret =>
            {
                var address = $"{environment.Name}/{release.Service}/{secret.Name}";
                json.WriteString("address", address);
                json.WriteString("state", Word(secret.State));
                json.WriteString("changed", changes.GetValueOrDefault(address));
            });
        });
    }

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString(Time, CultureInfo.InvariantCulture);

    private static string Shown(string text) => AddressGrammar.Printable(text);
}
