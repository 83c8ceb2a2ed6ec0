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
        ["alias/aws/acm"] = "Default key that protects my ACM private keys when no other key is defined",
        ["alias/aws/backup"] = "Default key that protects my Backup data when no other key is defined",
        ["alias/aws/dynamodb"] = "Default key that protects my DynamoDB data when no other key is defined",
        ["alias/aws/elasticfilesystem"] = "Default key that protects my EFS filesystems when no other key is defined",
        ["alias/aws/es"] = "Default key that protects my Elasticsearch data when no other key is defined",
        ["alias/aws/glue"] = "Default key that protects my Glue data when no other key is defined",
        ["alias/aws/kinesis"] = "Default key that protects my Kinesis data when no other key is defined",
        ["alias/aws/kinesisvideo"] = "Default key that protects my Kinesis Video Streams data when no other key is defined",
        ["alias/aws/lambda"] = "Default key that protects my Lambda functions when no other key is defined",
        ["alias/aws/redshift"] = "Default key that protects my Redshift clusters when no other key is defined",
        ["alias/aws/sns"] = "Default key that protects my SNS data when no other key is defined",
        ["alias/aws/sqs"] = "Default key that protects my SQS messages when no other key is defined",
        ["alias/aws/xray"] = "Default key that protects my X-Ray data when no other key is defined",
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
              "AWS" : "arn:{{Partition.Of(region)}}:iam::{{accountId}}:root"
            },
            "Action" : [ "kms:Describe*", "kms:Get*", "kms:List*" ],
            "Resource" : "*"
          } ]
        }
        """;
}
