using System.Text.Json;
using System.Text.RegularExpressions;
using Coffer.LocalAws.Protocols;

namespace Coffer.LocalAws.Services.Kms;

/// <summary>
/// Keys of one id and one material in several regions:
/// https://docs.aws.amazon.com/kms/latest/developerguide/multi-region-keys-overview.html
/// </summary>
internal static partial class MultiRegionKeys
{
    /// <summary>https://docs.aws.amazon.com/kms/latest/APIReference/API_ReplicateKey.html</summary>
    public static void Replicate(KmsRequest request, Utf8JsonWriter answer)
    {
        var primary = RequirePrimary(request);
        var region = Region(request, "ReplicaRegion");
        if (request.Keys.Find(region, primary.Id) is { } taken)
        {
            throw new AwsException(400, "AlreadyExistsException", $"Unable to replicate key: {taken.Arn} already exists");
        }

        var parameters = request.Parameters;
        var arn = KmsKey.ArnOf(region, primary.AccountId, primary.Id);
        var replica = primary with
        {
            Region = region,
            PrimaryRegion = primary.Region,
            BoundArn = primary.BoundArn ?? primary.Arn,
            Created = request.Now,
            Policy = KeyPolicy.Read(request, arn) ?? KeyPolicy.Default(request.AccountId, region),
            Description = parameters.Text("Description", 0, Keys.LongestDescription) ?? string.Empty,
            Tags = KeyTags.Merge([], KeyTags.Read(parameters) ?? []),
            Rotation = null,
        };
        request.Keys.Put(replica);
        KeyMetadata.Write(answer, request.Keys, replica, "ReplicaKeyMetadata");
        answer.WriteString("ReplicaPolicy", replica.Policy);
        answer.WriteStartArray("ReplicaTags");
        foreach (var tag in replica.Tags)
        {
            KeyTags.Entry(answer, tag);
        }

        answer.WriteEndArray();
    }

    /// <summary>https://docs.aws.amazon.com/kms/latest/APIReference/API_UpdatePrimaryRegion.html: the two keys change places.</summary>
    public static void UpdatePrimaryRegion(KmsRequest request, Utf8JsonWriter answer)
    {
        var primary = RequirePrimary(request);
        var region = Region(request, "PrimaryRegion");
        if (region == primary.Region)
        {
            throw KmsErrors.Validation($"{region} is the primary Region of {primary.Arn} already.");
        }

        var replica = request.Keys.Find(region, primary.Id)
            ?? throw KmsErrors.NotFound($"Key '{KmsKey.ArnOf(region, primary.AccountId, primary.Id)}' does not exist");
        foreach (var key in request.Keys.Related(primary).ToList())
        {
            request.Keys.Put(key with
            {
                PrimaryRegion = key.Region == region ? null : region,
                Rotation = key.Region == region ? primary.Rotation : null,
                BoundArn = replica.BoundArn,
            });
        }
    }

    private static KmsKey RequirePrimary(KmsRequest request)
    {
        var key = request.ChangeableKey().Usable();
        return key is { MultiRegion: true, IsReplica: false }
            ? key
            : throw KmsErrors.Unsupported($"{key.Arn} is not a multi-Region primary key.");
    }

    /// <summary>A region in a member; no key leaves its partition.</summary>
    private static string Region(KmsRequest request, string member)
    {
        var region = request.Parameters.RequiredText(member, 1, 32, RegionPattern());
        return Partition.Of(region) == Partition.Of(request.Region)
            ? region
            : throw KmsErrors.Validation($"{region} is not a Region of this partition.");
    }

    [GeneratedRegex("^([a-z]+-){2,3}[0-9]+$")]
    private static partial Regex RegionPattern();
}
