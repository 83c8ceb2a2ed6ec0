using System.Globalization;
using Coffer.Aws;
using Coffer.Aws.Diagnosis;
using Coffer.Core.Configuration;
using Coffer.Core.Formats;
using Coffer.Core.Model;
using Coffer.Core.Ports;
using Coffer.Core.Repository;

namespace Coffer.Cli.Diagnosis;

/// <summary>What AWS says of an environment: region, proxy, caller, clock, keys, rights, bucket.</summary>
/// <param name="app">The world.</param>
/// <param name="repository">The repository.</param>
/// <param name="environment">The environment.</param>
/// <param name="service">The service whose secrets are tried; null for any.</param>
internal sealed class AwsLooks(App app, SecretRepository repository, EnvironmentSettings environment, string? service)
{
    // AWS refuses a signature that is five minutes off.
    private static readonly TimeSpan Doubtful = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan TooMuch = TimeSpan.FromMinutes(4);

    /// <summary>Looks at all; what needs AWS is left out where there is no way to it, or no caller.</summary>
    public async Task<IReadOnlyList<Symptom>> AllAsync(CancellationToken cancellation)
    {
        var found = new List<Symptom>();
        CallerDiagnosis? diagnosis = null;
        found.Add(await Symptom.OfAsync("region", () =>
        {
            diagnosis = app.Connections.Caller(environment.Region);
            var endpoint = diagnosis.Endpoint("KMS", environment.Endpoint);
            return Task.FromResult(Symptom.Ok("region", diagnosis.Region + (endpoint is null ? "" : $", at {endpoint.Authority}")));
        }));
        if (diagnosis is null)
        {
            return found;
        }

        found.Add(await Symptom.OfAsync("proxy", () => Task.FromResult(Symptom.Ok("proxy", diagnosis.Proxy() ?? "none before AWS"))));
        CallerIdentity? caller = null;
        found.Add(await Symptom.OfAsync("credentials", async () =>
        {
            caller = await diagnosis.AskAsync(cancellation);
            var end = caller.Expires is { } expires ? $", until {AwsFailure.Text(expires)} UTC" : "";
            return Symptom.Ok("credentials", $"{caller.Arn}, from {caller.Source}{end}");
        }));
        if (caller is null)
        {
            return found;
        }

        found.Add(Clock(caller));
        var aws = app.Aws(environment);
        var sample = Sample(found);
        foreach (var key in environment.Keys)
        {
            found.AddRange(await KeyAsync(aws, key, sample, cancellation));
        }

        found.AddRange(KeyExchange.Of("KMS"));
        found.AddRange(await BucketAsync(aws, cancellation));
        found.AddRange(KeyExchange.Of("S3"));
        return found;
    }

    private static Symptom Clock(CallerIdentity caller)
    {
        if (caller.There is not { } there)
        {
            return new Symptom("clock", SymptomState.Note, "AWS did not say its time");
        }

        var off = (caller.Here - there).Duration();
        var says = $"here {AwsFailure.Text(caller.Here)} UTC, at AWS {AwsFailure.Text(there)} UTC";
        return off < Doubtful ? Symptom.Ok("clock", says) : new Symptom(
            "clock",
            off < TooMuch ? SymptomState.Note : SymptomState.Error,
            $"{says}: {((int)off.TotalSeconds).ToString(CultureInfo.InvariantCulture)} s apart",
            "set the clock; AWS refuses what is five minutes off");
    }

    private async Task<IEnumerable<Symptom>> KeyAsync(
        AwsConnection aws, KeyName key, (SecretAddress Address, byte[]? Ciphertext) sample, CancellationToken cancellation)
    {
        var kms = aws.KeyDiagnosis;
        var described = await Symptom.OfAsync(
            "key",
            async () =>
            {
                var facts = await kms.DescribeAsync(key, cancellation);
                var says = key.Text == facts.Arn ? key.Text : $"{key} is {facts.Arn}";
                return facts is not { Usage: "ENCRYPT_DECRYPT" or "" }
                    ? new Symptom(
                        "key", SymptomState.Error, $"{says}, which is for {facts.Usage}", "name a symmetric key of ENCRYPT_DECRYPT")
                    : facts is { State: "Enabled" or "" } ? Symptom.Ok("key", facts is { State: "" } ? says : $"{says}, enabled")
                    : new Symptom("key", SymptomState.Error, $"{says}, and its state is {facts.State}", MendOf(facts.State));
            },
            denied: SymptomState.Note);
        if (described.State == SymptomState.Error)
        {
            return [described];
        }

        var (address, ciphertext) = sample;
        var use = KeyUse.For(address, environment.Binding);
        var seal = await Symptom.OfAsync(
            "may seal",
            async () =>
            {
                await kms.MaySealAsync(key, use, cancellation);
                return Symptom.Ok("may seal", $"kms:Encrypt for '{address.Environment}/{address.Service}'");
            },
            denied: SymptomState.Note);
        var open = ciphertext is null && seal.State != SymptomState.Ok
            ? new Symptom("may open", SymptomState.Note, "there is no secret to try it with")
            : await Symptom.OfAsync(
                "may open",
                async () =>
                {
                    await kms.MayOpenAsync(key, ciphertext ?? await CanaryAsync(aws, key, use, cancellation), use, cancellation);
                    return Symptom.Ok("may open", $"kms:Decrypt for '{address.Environment}/{address.Service}'");
                },
                denied: SymptomState.Note);
        return [described, seal, open];
    }

    // Where there is no secret to try with: a word of our own is sealed, and never written.
    private static async Task<byte[]> CanaryAsync(AwsConnection aws, KeyName key, KeyUse use, CancellationToken cancellation)
    {
        using var canary = SecretValue.CopyOf("coffer-doctor"u8);
        return (await aws.Kms.EncryptAsync(key, canary, use, cancellation)).Bytes;
    }

    private static string MendOf(string state) => state switch
    {
        "Disabled" => "'aws kms enable-key' enables it",
        "PendingDeletion" or "PendingReplicaDeletion" => "'aws kms cancel-key-deletion' keeps it, and 'aws kms enable-key' enables it",
        _ => "look at the key in AWS",
    };

    // A file that one Decrypt opens. KMS does not open it: it only says whether it would. That files cannot be read is one thing found.
    private (SecretAddress Address, byte[]? Ciphertext) Sample(List<Symptom> found)
    {
        try
        {
            foreach (var address in SecretSet.Of(repository, environment.Name, service ?? "").All)
            {
                if (repository.KindOf(address) == FileKind.File && repository.Read(address) is var ciphertext
                    && SealedContent.Of(ciphertext).Format == SealedFormat.Kms)
                {
                    return (address, ciphertext);
                }
            }
        }
        catch (CofferException failure)
        {
            found.Add(Symptom.Of("secrets", failure));
        }

        return (new SecretAddress(environment.Name, service ?? "doctor", "coffer-doctor"), null);
    }

    private async Task<IEnumerable<Symptom>> BucketAsync(AwsConnection aws, CancellationToken cancellation)
    {
        var bucket = aws.BucketDiagnosis(environment.Bucket);
        var there = await Symptom.OfAsync("bucket", async () => Symptom.Ok(
            "bucket", $"s3://{environment.Bucket} in {await bucket.RegionAsync(cancellation)}"));
        return there.State == SymptomState.Error ? [there] :
        [
            there,
            await Symptom.OfAsync(
                "versioning",
                async () => await aws.Bucket(environment.Bucket).KeepsVersionsAsync(cancellation)
                    ? Symptom.Ok("versioning", "on: releases can be pinned")
                    : new Symptom(
                        "versioning",
                        SymptomState.Note,
                        "off: no release can be pinned, and nothing comes back that is overwritten",
                        "the Terraform module turns it on, and so does 'aws s3api put-bucket-versioning'"),
                denied: SymptomState.Note),
            await Symptom.OfAsync(
                "encryption",
                async () => await bucket.EncryptionAsync(cancellation) is { } algorithm
                    ? Symptom.Ok("encryption", $"at rest by {algorithm}")
                    : new Symptom("encryption", SymptomState.Note, "none is configured", "S3 encrypts by AES256 all the same"),
                denied: SymptomState.Note),
            await Symptom.OfAsync(
                "public access",
                async () => await bucket.IsWalledAsync(cancellation)
                    ? Symptom.Ok("public access", "blocked")
                    : new Symptom(
                        "public access",
                        SymptomState.Error,
                        "not blocked: a policy or an ACL could open the bucket to everybody",
                        "the Terraform module blocks it, and so does 'aws s3api put-public-access-block'"),
                denied: SymptomState.Note),
        ];
    }
}
