using System.CommandLine;
using Coffer.Cli.Execution;
using Coffer.Core.Model;

namespace Coffer.Cli.Commands;

/// <summary><c>coffer exec</c>: the container's entrypoint. Loads all secrets, then becomes the command; or does not start it.</summary>
internal static class ExecCommand
{
    public static Command Create(App app, IReadOnlyList<string>? command)
    {
        var options = new ExecOptions();
        var created = options.AddTo(new Command(
            "exec", "Run a command with a service's secrets in its environment"));
        created.SetAction((parsed, cancellation) => RunAsync(app, options.Read(parsed), command, cancellation));
        return created;
    }

    private static async Task<int> RunAsync(
        App app, ExecRequest request, IReadOnlyList<string>? command, CancellationToken cancellation)
    {
        if (!request.DryRun && command is not { Count: > 0 })
        {
            throw new CofferException(
                ErrorCode.Usage,
                "there is no command to run",
                "put it after '--', for example: coffer exec staging/api -- ./server --port 80");
        }

        var folder = OperatingSystem.IsLinux() && request is { Folder: { } path } ? SecretFolder.At(path, request.Access) : null;
        var runtime = app.Runtime();
        var origins = request.Sources.Length == 0
            ? [OriginArguments.FromVariables(app)]
            : request.Sources.Select(source => OriginArguments.Parse(app, source)).ToList();
        SecretEnvironment.RefuseTwice(origins);
        var required = runtime.RequireOf(origins.Select(origin => origin.Source.Service)) ?? RequiredNames.None;
        var selection = request.Selection with { Required = required.With(request.Selection.Required.Names) };
        var (plan, values) = await Deadline.UntilTheEndAsync(
            async limit =>
            {
                var planned = ExistingVariables.Kept(
                    await SecretEnvironment.MapAsync(origins, selection, runtime.Names, limit), request.Inheritance);
                return (planned, request.DryRun ? null : await SecretEnvironment.LoadAsync(origins, planned, folder, limit));
            },
            request.Timeout,
            cancellation);
        return values is null ? Print(request, plan) : await StartAsync(request, command!, plan, values, folder, cancellation);
    }

    private static int Print(ExecRequest request, SecretPlan plan)
    {
        if (request.AsJson)
        {
            JsonOutput.Print(json =>
            {
                json.WriteList("variables", plan.Variables, one =>
                {
                    json.WriteString("variable", one.Key);
                    json.WriteString("address", one.Value.ToString());
                    json.WriteString("holds", plan.InMemoryFiles.Contains(one.Value.Name) ? "path"
                        : plan.Encoded.Contains(one.Value.Name) ? "base64" : "value");
                });
                json.WriteList("files", plan.Folder, one =>
                {
                    json.WriteString("path", PathOf(request, one.Key));
                    json.WriteString("address", one.Value.ToString());
                });
            });
            return 0;
        }

        foreach (var (variable, address) in plan.Variables)
        {
            Terminal.Line($"{variable}={address}{How(plan, address.Name)}");
        }

        foreach (var (name, address) in plan.Folder)
        {
            Terminal.Line($"{PathOf(request, name)}={address}");
        }

        return 0;
    }

    private static string PathOf(ExecRequest request, string name) => $"{request.Folder!.TrimEnd('/')}/{name}";

    private static string How(SecretPlan plan, string name) =>
        plan.InMemoryFiles.Contains(name) ? " (file)" : plan.Encoded.Contains(name) ? " (base64)" : "";

    private static async Task<int> StartAsync(
        ExecRequest request,
        IReadOnlyList<string> command,
        SecretPlan plan,
        IReadOnlyDictionary<SecretAddress, SecretValue> values,
        SecretFolder? folder,
        CancellationToken cancellation)
    {
        if (!OperatingSystem.IsLinux())
        {
            return await ChildProcess.RunAsync(
                command,
                request.Inheritance,
                plan.Values.Select(pair => KeyValuePair.Create(
                    pair.Key, System.Text.Encoding.UTF8.GetString(plan.VariableOf(pair.Value, values[pair.Value])))),
                cancellation);
        }

        var (exitCode, failure) = CommandStart.Become(RawArguments.Last(command), request.Inheritance, plan, values, folder);
        Terminal.Error(failure);
        return exitCode;
    }
}
