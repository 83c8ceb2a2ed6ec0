namespace Coffer.LocalAws.Testing;

/// <summary>What a <see cref="LocalCloud"/> is told before it starts. Nothing has to be.</summary>
public sealed class LocalCloudOptions
{
    /// <summary>Whether policies decide what callers may do, as on AWS. They do.</summary>
    public bool EnforceIam { get; set; } = true;

    /// <summary>Aliases that have a KMS key from the start, such as <c>alias/secrets</c>.</summary>
    public IList<string> Keys { get; } = [];

    /// <summary>Buckets that are there from the start.</summary>
    public IList<string> Buckets { get; } = [];

    /// <summary>The account that owns everything: 12 digits.</summary>
    public string AccountId { get; set; } = "000000000000";

    /// <summary>The region that clients are to be given.</summary>
    public string Region { get; set; } = "us-east-1";

    /// <summary>How long the credentials of a role last.</summary>
    public TimeSpan CredentialsLifetime { get; set; } = TimeSpan.FromHours(6);

    /// <summary>The clock of the cloud. The AWS SDK signs by the machine's; more than 15 minutes apart, it is refused.</summary>
    public TimeProvider Clock { get; set; } = TimeProvider.System;
}
