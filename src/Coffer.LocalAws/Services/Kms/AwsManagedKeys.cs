namespace Coffer.LocalAws.Services.Kms;

/// <summary>
/// The keys that AWS makes itself, when a service first needs one:
/// https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#aws-managed-key
/// </summary>
internal static class AwsManagedKeys
{
    private const int RotationDays = 365;

    private static readonly Dictionary<string, string> Descriptions = new(StringComparer.Ordinal)
    {
        ["alias/aws/ebs"] = "Default key that protects my EBS volumes when no other key is defined",
        ["alias/aws/rds"] = "Default key that protects my RDS database volumes when no other key is defined",
        ["alias/aws/s3"] = "Default key that protects my S3 objects when no other key is defined",
        ["alias/aws/secretsmanager"] = "Default key that protects my Secrets Manager data when no other key is defined",
        ["alias/aws/ssm"] = "Default key that protects my SSM Parameter store data when no other key is defined",
    };

    /// <summary>Makes the key of a predefined alias; null for any other alias.</summary>
    public static KmsAlias? Make(KeyStore keys, string region, string accountId, string alias)
    {
        if (!Descriptions.TryGetValue(alias, out var description))
        {
            return null;
        }

        var key = new KmsKey
        {
            Id = KeyFactory.NewId(multiRegion: false),
            Region = region,
            AccountId = accountId,
            Fingerprint = KeyFactory.NewFingerprint(),
            Created = keys.Now,
            Policy = PolicyOf(region, accountId, alias["alias/aws/".Length..]),
            Materials = [KeyFactory.NewMaterial()],
            Description = description,
            IsAwsManaged = true,
            Rotation = new RotationSchedule(RotationDays, keys.Now.AddDays(RotationDays)),
        };
        var named = new KmsAlias
        {
            Name = alias,
            Region = region,
            AccountId = accountId,
            TargetKeyId = key.Id,
            Created = keys.Now,
            Updated = keys.Now,
        };
        keys.Put(key);
        keys.PutAlias(named);
        return named;
    }

    /// <summary>The account's principals may use it through the service, and look at it.</summary>
    private static string PolicyOf(string region, string accountId, string service) => $$"""
        {
          "Version" : "2012-10-17",
          "Id" : "auto-{{service}}-2",
          "Statement" : [ {
            "Sid" : "Allow access through {{service}} for all principals in the account that are authorized to use it",
            "Effect" : "Allow",
            "Principal" : {
              "AWS" : "*"
            },
            "Action" : [ "kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey" ],
            "Resource" : "*",
            "Condition" : {
              "StringEquals" : {
                "kms:CallerAccount" : "{{accountId}}",
                "kms:ViaService" : "{{service}}.{{region}}.amazonaws.com"
              }
            }
          }, {
            "Sid" : "Allow direct access to key metadata to the account",
            "Effect" : "Allow",
            "Principal" : {
              "AWS" : "arn:aws:iam::{{accountId}}:root"
            },
            "Action" : [ "kms:Describe*", "kms:Get*", "kms:List*" ],
            "Resource" : "*"
          } ]
        }
        """;
}
