using Coffer.Core.Configuration;
using Coffer.Core.Formats.Releases;
using Coffer.Core.Model;
using Coffer.Core.UseCases.Synchronization;

namespace Coffer.Cli;

/// <summary>Says what an upload did, or would do: the same lines of one plan.</summary>
/// <param name="dryRun">Whether nothing is written.</param>
/// <param name="asJson">Whether it is one JSON object.</param>
internal sealed class PushReport(bool dryRun, bool asJson)
{
    private readonly List<(string Url, string What)> changes = [];

    /// <summary>Whether nothing is written.</summary>
    public bool IsDryRun => dryRun;

    /// <summary>What tells each change of a key once it is done.</summary>
    public Action<string, ObjectChange> Telling(EnvironmentSettings environment) => (key, change) =>
    {
        var (url, what) = ($"s3://{environment.Bucket}/{AddressGrammar.Printable(key)}", Word(change));
        changes.Add((url, what));
        if (!asJson)
        {
            Terminal.State(dryRun ? $"would be {what}" : what, url);
        }
    };

    /// <summary>Tells all changes of a plan.</summary>
    /// <returns>The services as they are left.</returns>
    public IReadOnlyList<ServiceRelease> Tell(EnvironmentSettings environment, PushPlan plan)
    {
        var tell = Telling(environment);
        foreach (var (key, change) in plan.Changes)
        {
            tell(key, change);
        }

        return plan.Services;
    }

    /// <summary>Prints the services' variables, and says what there is to say beside.</summary>
    public void Print(EnvironmentSettings environment, PushPlan plan, IReadOnlyList<ServiceRelease> services)
    {
        if (asJson)
        {
            PrintJson(environment, plan, services);
        }
        else if (!dryRun)
        {
            PrintVariables(environment, plan, services);
        }

        Say(environment.Bucket, environment.Name, plan, services);
    }

    private static string Word(ObjectChange change) => change switch
    {
        ObjectChange.Uploaded => "uploaded",
        ObjectChange.Replaced => "replaced",
        ObjectChange.Released => "released",
        _ => "deleted",
    };

    private void PrintVariables(EnvironmentSettings environment, PushPlan plan, IReadOnlyList<ServiceRelease> services)
    {
        foreach (var service in services)
        {
            if (changes.Count > 0 || service != services[0])
            {
                Terminal.Line("");
            }

            foreach (var (name, value) in ServiceVariables.Of(environment, service, plan.NamesOf(service.Service)))
            {
                Terminal.Line($"{name}={value}");
            }
        }
    }

    private void PrintJson(EnvironmentSettings environment, PushPlan plan, IReadOnlyList<ServiceRelease> services) =>
        JsonOutput.Print(json =>
        {
            json.WriteString("environment", environment.Name);
            json.WriteString("bucket", environment.Bucket);
            json.WriteBoolean("dryRun", dryRun);
            json.WriteBoolean("marksBucket", plan.MarksBucket);
            json.WriteList("changes", changes, change =>
            {
                json.WriteString("object", change.Url);
                json.WriteString("change", change.What);
            });
            json.WriteList("services", services, service =>
            {
                json.WriteString("service", $"{environment.Name}/{service.Service}");
                json.WriteStartObject("variables");
                foreach (var (name, value) in ServiceVariables.Of(environment, service, plan.NamesOf(service.Service)))
                {
                    json.WriteString(name, value);
                }

                json.WriteEndObject();
            });
        });

    private void Say(string bucket, string environment, PushPlan plan, IReadOnlyList<ServiceRelease> services)
    {
        if (changes.Count == 0)
        {
            Terminal.Say($"s3://{bucket} has every secret of '{environment}' already");
        }

        if (plan.MarksBucket)
        {
            Terminal.Say($"s3://{bucket}/{BucketOwner.Key} {(dryRun ? "would say" : "says")} from now on that the bucket is "
                + $"that of '{environment}'");
        }

        var left = plan.Bucket.Secrets.Count(secret => secret.State == SecretState.OnlyInBucket) - plan.Deleted;
        if (left > 0)
        {
            Terminal.Say($"{left} in s3://{bucket} {(left == 1 ? "is" : "are")} not in the repository and left alone "
                + "('--delete' deletes)");
        }

        if (services.Any(service => service.State == PinState.NoVersions))
        {
            Terminal.Say($"s3://{bucket} keeps no versions, so that no release can be pinned ('aws s3api put-bucket-versioning' makes "
                + "it keep them)");
        }

        if (services.Any(service => service.State == PinState.NotKnown))
        {
            Terminal.Say($"the first upload shows whether s3://{bucket} keeps versions; if so, the release of each service is "
                + "written, too ('s3:GetBucketVersioning' would tell before)");
        }

        foreach (var service in services.Where(service => service.State == PinState.UnversionedSecret))
        {
            Terminal.Say($"no release of '{environment}/{service.Service}' {(dryRun ? "would be" : "was")} written: a secret of more than "
                + $"{Release.MaxInlineBytes} bytes has been in s3://{bucket} since before it kept versions (delete that object "
                    + "and push again)");
        }
    }
}
