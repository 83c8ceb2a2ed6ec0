using System.Diagnostics.CodeAnalysis;
using Coffer.Aws;
using Coffer.Core.Configuration;
using Coffer.Core.Model;
using Coffer.Core.Ports;
using Coffer.Core.Repository;
using Coffer.Core.UseCases.Sealing;

namespace Coffer.Cli;

/// <summary>What a command needs of the world around it.</summary>
internal sealed class App : IDisposable
{
    /// <summary>What is the matter in a folder of something else.</summary>
    public const string NoEnvironment = "there is no environment: coffer.json names none, or is neither here nor above";

    /// <summary>Starts with nothing opened and nothing read.</summary>
    [SuppressMessage("Reliability", "CA2000", Justification = "The connections dispose of it.")]
    public App() => Connections = new(new AwsAccess(System.Environment.GetEnvironmentVariable, () => Reason));

    // Asked for when it is needed: an entrypoint of a container reads no file.
    private string? folder;

    /// <summary>AWS.</summary>
    public AwsConnections Connections { get; }

    /// <summary>The current folder.</summary>
    public string Folder => folder ??= SafeFile.CurrentFolder();

    /// <summary>An environment variable.</summary>
    public Func<string, string?> Variable { get; } = System.Environment.GetEnvironmentVariable;

    /// <summary>The words of the command line, up to the command that <c>exec</c> runs.</summary>
    public IReadOnlyList<string> Words { get; set; } = [];

    /// <summary>Why AWS is called; null where nobody says.</summary>
    public CallReason? Reason { get; set; }

    /// <summary>Tells a failure, but for words that name nothing.</summary>
    public void Tell(CofferException failure) => Terminal.Error(UnknownWords.Hide(failure, this));

    /// <summary>The repository that the current folder is in.</summary>
    public SecretRepository Repository() => SecretRepository.Open(Folder, Variable);

    /// <summary>
    /// The same for a command that changes it or uploads from it: one that lies elsewhere is named before anything happens.
    /// </summary>
    public SecretRepository RepositoryToChange()
    {
        var repository = Repository();
        if (repository.Root != Folder)
        {
            Terminal.Say($"the repository is '{AddressGrammar.Printable(repository.Root)}'");
        }

        return repository;
    }

    /// <summary>The environment that was named; where none was, the only one that there is.</summary>
    /// <exception cref="CofferException"><see cref="ErrorCode.Usage"/> where there are several, or none.</exception>
    public static EnvironmentSettings Environment(SecretRepository repository, string? name)
    {
        if (name is not null)
        {
            return repository.Environment(name);
        }

        return repository.Environments is [var only] ? only : throw new CofferException(
            ErrorCode.Usage,
            repository.Environments.Count == 0 ? NoEnvironment : "no environment was named",
            repository.Environments.Count == 0
                ? "go to the folder that has your secrets; 'coffer init' begins one here"
                : $"name one of {string.Join(", ", repository.Environments.Select(environment => $"'{environment.Name}'"))}");
    }

    /// <summary>AWS, as an environment's settings have it.</summary>
    public AwsConnection Aws(EnvironmentSettings environment) => Connections.In(environment.Region, environment.Endpoint);

    /// <summary>What seals and opens an environment's secrets; AWS is found when it is asked: a key pair seals without.</summary>
    public IKeyService Keys(EnvironmentSettings environment, SecretRepository repository) =>
        new PairedKeyService(() => Aws(environment).Keys, new PairFiles(repository));

    /// <summary>AWS, as the variables have it.</summary>
    public AwsConnection Aws() => Connections.In(null, null);

    /// <summary>What a container's variables say.</summary>
    /// <exception cref="CofferException"><see cref="ErrorCode.Configuration"/> for one that is empty, unknown or cannot be
    /// used.</exception>
    public RuntimeSettings Runtime()
    {
        CofferVariables.RequireKnown(System.Environment.GetEnvironmentVariables().Keys.Cast<string>());
        return RuntimeSettings.From(Variable);
    }

    /// <inheritdoc/>
    public void Dispose() => Connections.Dispose();
}
