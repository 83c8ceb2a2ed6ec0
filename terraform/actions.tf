# What policies name: the policies of the roles, the key's and the bucket's.

locals {
  partition  = data.aws_partition.current.partition
  account_id = data.aws_caller_identity.current.account_id
  bucket_arn = "arn:${local.partition}:s3:::${local.bucket}"
  alias_arn  = join(":", concat(slice(split(":", local.key_arn), 0, 5), [local.key_alias]))

  # Coffer seals every secret under the encryption context of its address; these are the parts that a policy can name.
  environment_context = { "kms:EncryptionContext:environment" = var.environment }
  service_contexts = {
    for service in local.services : service => merge(local.environment_context, { "kms:EncryptionContext:service" = service })
  }

  # Of each service by its name, and of all of them together by none.
  contexts = merge(local.service_contexts, { "" = local.environment_context })
}

# ---- actions on the key: docs/decisions says of each action of KMS why it is here or not

locals {
  # What opens, of all that KMS has. ReEncryptFrom gives a ciphertext for another key, whose owner reads it there: opening,
  # unless that key is the same. A grant gives its holder the use of the key. A symmetric key derives no shared secret; it is
  # on the list for keys that somebody else made.
  opening_actions = ["kms:CreateGrant", "kms:Decrypt", "kms:DeriveSharedSecret", "kms:ReEncryptFrom"]

  # Of these, what the key's policy leaves to the IAM policies of readers and movers.
  opening_actions_of_roles = ["kms:Decrypt", "kms:ReEncryptFrom"]

  on_same_key = { Bool = { "kms:ReEncryptOnSameKey" = "true" } }

  # What seals. A data key is new at each call: it opens the message that its caller is writing, and no other.
  sealing_actions = ["kms:Encrypt", "kms:GenerateDataKey", "kms:ReEncryptTo"]

  # All use, for those who have none: with what seals in other ways, too.
  key_use_actions = sort(concat(local.opening_actions, ["kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncryptTo"]))

  key_metadata_actions = ["kms:DescribeKey", "kms:GetKeyPolicy", "kms:GetKeyRotationStatus", "kms:ListResourceTags"]

  # Looking after the key: nothing that opens.
  key_administration_actions = [
    "kms:CancelKeyDeletion",
    "kms:CreateAlias",
    "kms:DeleteAlias",
    "kms:DescribeKey",
    "kms:DisableKey",
    "kms:DisableKeyRotation",
    "kms:EnableKey",
    "kms:EnableKeyRotation",
    "kms:GetKeyPolicy",
    "kms:GetKeyRotationStatus",
    "kms:ListGrants",
    "kms:ListKeyPolicies",
    "kms:ListKeyRotations",
    "kms:ListResourceTags",
    "kms:PutKeyPolicy",
    "kms:RevokeGrant",
    "kms:RotateKeyOnDemand",
    "kms:ScheduleKeyDeletion",
    "kms:TagResource",
    "kms:UntagResource",
    "kms:UpdateAlias",
    "kms:UpdateKeyDescription",
  ]

  # Of it, what changes nothing.
  key_reading_actions = concat(local.key_metadata_actions, ["kms:ListGrants", "kms:ListKeyPolicies", "kms:ListKeyRotations"])

  # And what changes something. Some of it lets its caller open afterwards: another policy, a replica with a policy of its
  # own, an alias that authors then seal under another key by.
  key_changing_actions = sort(concat(
    tolist(setsubtract(local.key_administration_actions, local.key_reading_actions)),
    ["kms:ReplicateKey", "kms:UpdatePrimaryRegion"],
  ))
}

# ---- actions on the bucket

locals {
  # The provider reads every setting of a bucket, whatever it is going to change.
  bucket_reading_actions = [
    "s3:GetAccelerateConfiguration",
    "s3:GetBucketAcl",
    "s3:GetBucketCORS",
    "s3:GetBucketLocation",
    "s3:GetBucketLogging",
    "s3:GetBucketObjectLockConfiguration",
    "s3:GetBucketOwnershipControls",
    "s3:GetBucketPolicy",
    "s3:GetBucketPublicAccessBlock",
    "s3:GetBucketRequestPayment",
    "s3:GetBucketTagging",
    "s3:GetBucketVersioning",
    "s3:GetBucketWebsite",
    "s3:GetEncryptionConfiguration",
    "s3:GetLifecycleConfiguration",
    "s3:GetReplicationConfiguration",
    "s3:ListBucket",
    "s3:ListBucketVersions",
    "s3:ListTagsForResource",
  ]

  # Making, changing and removing a bucket: of the settings, those that this module has resources for.
  bucket_changing_actions = [
    "s3:CreateBucket",
    "s3:DeleteBucket",
    "s3:DeleteBucketPolicy",
    "s3:PutBucketOwnershipControls",
    "s3:PutBucketPolicy",
    "s3:PutBucketPublicAccessBlock",
    "s3:PutBucketTagging",
    "s3:PutBucketVersioning",
    "s3:PutEncryptionConfiguration",
    "s3:PutLifecycleConfiguration",
    "s3:TagResource",
    "s3:UntagResource",
  ]

  # What the bucket's policy denies on the bucket: by the verb, so that settings that S3 gets later are among them.
  bucket_wall_actions = ["s3:CreateBucket*", "s3:DeleteBucket*", "s3:Put*"]

  # And on its objects: their content, tags, locks and holds, and the ways of replication.
  object_changing_actions = [
    "s3:AbortMultipartUpload",
    "s3:BypassGovernanceRetention",
    "s3:DeleteObject*",
    "s3:ObjectOwnerOverrideToBucketOwner",
    "s3:PutObject*",
    "s3:Replicate*",
    "s3:RestoreObject",
  ]
}
