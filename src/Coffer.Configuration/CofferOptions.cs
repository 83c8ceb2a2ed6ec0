using System.Text.Json.Serialization;
using Amazon.KeyManagementService;
using Amazon.Runtime;
using Amazon.S3;
using Microsoft.Extensions.Logging;

namespace Coffer;

/// <summary>
/// Which secrets are loaded, and how. What is not set here is read from the variables that <c>coffer exec</c> reads, so that
/// a container with the Terraform module's variables needs none of it.
/// </summary>
public sealed class CofferOptions
{
    /// <summary>
    /// Whether secrets are loaded at all. False for tools that run the application's start without its secrets: tests, EF Core's design
    /// time, the generation of OpenAPI documents. Nothing else is looked at then. As all simple options also by the configuration's section
    /// <c>Coffer</c>: <c>Coffer:Enabled</c>, or <c>Coffer__Enabled=false</c> as a variable.
    /// </summary>
    public bool Enabled { get; set; } = true;

    /// <summary>The environment's S3 bucket. Unset: <c>COFFER_BUCKET</c>, then <c>SECRETS_BUCKET_NAME</c>.</summary>
    public string? Bucket { get; set; }

    /// <summary>The environment, for example <c>staging</c>; secrets are bound to it. Unset: <c>COFFER_ENVIRONMENT</c>.</summary>
    public string? Environment { get; set; }

    /// <summary>The service whose secrets are loaded. Unset: <c>COFFER_SERVICE</c>.</summary>
    public string? Service { get; set; }

    /// <summary>
    /// The KMS keys that may have sealed the secrets: ARNs, ids or aliases. Any other key's ciphertext is refused.
    /// Empty: <c>COFFER_KEY</c>, then <c>alias/secrets</c>.
    /// https://docs.aws.amazon.com/kms/latest/APIReference/API_Decrypt.html#KMS-Decrypt-request-KeyId
    /// </summary>
    public IList<string> Keys { get; } = [];

    /// <summary>
    /// The pinned release, <c>sha256:…@…</c> (digest and S3 version id): exactly its secrets are loaded, and they never change. Or
    /// <c>latest</c>: the newest release, whichever that is, in one request; who may write to the bucket chooses it.
    /// Unset: <c>COFFER_RELEASE</c>, where <c>COFFER_BUCKET</c> and <c>COFFER_SERVICE</c> are this bucket and service; it is an
    /// error where it is set and one of the two is not.
    /// https://docs.aws.amazon.com/AmazonS3/latest/userguide/versioning-workflows.html
    /// </summary>
    public string? Release { get; set; }

    /// <summary>
    /// Names of secrets without which a load fails, for example <c>db-password</c>. Where no release is pinned, what is in the bucket is
    /// what is loaded: an object that somebody deleted would only be missing. Empty: <c>COFFER_REQUIRE</c>, where <c>COFFER_SERVICE</c> is
    /// this service or is not set.
    /// </summary>
    public IList<string> Require { get; } = [];

    /// <summary>
    /// <c>bound</c>, or <c>none</c> for files made with plain <c>aws kms encrypt</c>. Unset: <c>COFFER_BINDING</c>, then <c>bound</c>.
    /// https://docs.aws.amazon.com/kms/latest/developerguide/encrypt_context.html
    /// </summary>
    public string? Binding { get; set; }

    /// <summary>
    /// A folder of the secrets' repository, for development: the ciphertexts are read there and not from S3, and
    /// <c>coffer.json</c> says the keys. Relative to the current folder. Not together with <see cref="Bucket"/>.
    /// </summary>
    public string? Repository { get; set; }

    /// <summary>
    /// Whether there may be no Coffer here: neither bucket, service nor release is named, or <see cref="Repository"/> is no
    /// folder. Nothing is loaded then. What is named and cannot be opened is a failure all the same.
    /// </summary>
    public bool Optional { get; set; }

    /// <summary>
    /// How often the secrets are loaded again, give or take 15 %: a second to 30 days. Null: never. Without effect on a pinned
    /// release. Each time costs a listing (of the release <c>latest</c>: a conditional GetObject), and a GetObject and a Decrypt for each
    /// secret that has changed.
    /// https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-reads.html
    /// </summary>
    public TimeSpan? ReloadInterval { get; set; }

    /// <summary>
    /// The time for one load of all secrets, credentials included; more than zero, at most a day. 30 seconds unless told otherwise.
    /// </summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The section below which the configuration's keys are, for example <c>Secrets</c>. Null: none.</summary>
    public string? KeyPrefix { get; set; }

    /// <summary>
    /// The configuration key of a secret's name, in place of the rule (<c>__</c> and <c>/</c> become <c>:</c>); null leaves
    /// the secret out of the configuration.
    /// </summary>
    [JsonIgnore]
    public Func<string, string?>? MapName { get; set; }

    /// <summary>
    /// Whether a secret that is a JSON object or array becomes a key for each of its values, as in <c>appsettings.json</c>. Other secrets
    /// stay what they are.
    /// </summary>
    public bool ExpandJson { get; set; }

    /// <summary>Whether a secret that is no text (not UTF-8, or with a NUL in it) becomes its base64; it is an error otherwise.</summary>
    public bool BinaryAsBase64 { get; set; }

    /// <summary>
    /// The AWS region. Unset: the repository's <c>coffer.json</c>, the configuration's <c>AWS:Region</c>, <c>AWS_REGION</c>,
    /// <c>AWS_DEFAULT_REGION</c>, the profile's.
    /// https://docs.aws.amazon.com/sdkref/latest/guide/feature-region.html
    /// </summary>
    public string? Region { get; set; }

    /// <summary>
    /// Where KMS and S3 are, if not at AWS, for example coffer-local; <c>AWS_ENDPOINT_URL</c> comes before it. https, or
    /// http of this machine: anything else is refused, as plaintext would travel in clear.
    /// https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
    /// </summary>
    public Uri? Endpoint { get; set; }

    /// <summary>
    /// The profile of <c>~/.aws</c> whose credentials and region are used, before all variables. Unset: the configuration's
    /// <c>AWS:Profile</c>, which AWSOptions reads, too; then the standard chain with <c>AWS_PROFILE</c>.
    /// https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html
    /// </summary>
    public string? Profile { get; set; }

    /// <summary>
    /// Credentials, in place of the standard chain.
    /// https://docs.aws.amazon.com/sdkref/latest/guide/standardized-credentials.html
    /// </summary>
    [JsonIgnore]
    public AWSCredentials? Credentials { get; set; }

    /// <summary>
    /// A KMS client, in place of one that is made; asked for every key, whatever its region. It stays the caller's to dispose of.
    /// </summary>
    [JsonIgnore]
    public IAmazonKeyManagementService? KmsClient { get; set; }

    /// <summary>An S3 client, in place of one that is made. It stays the caller's to dispose of.</summary>
    [JsonIgnore]
    public IAmazonS3? S3Client { get; set; }

    /// <summary>
    /// Where loads and failures are logged, as category <c>Coffer</c>: by names, never with a value. Configuration is built
    /// before an application's own logging; the client and the health check bring that along by themselves.
    /// </summary>
    [JsonIgnore]
    public ILoggerFactory? LoggerFactory { get; set; }

    /// <summary>The configuration's <c>AWS:Region</c>; before <c>AWS_REGION</c>.</summary>
    internal string? AwsRegion { get; set; }

    /// <summary>The configuration's <c>AWS:Profile</c>.</summary>
    internal string? AwsProfile { get; set; }
}
