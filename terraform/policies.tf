# The least that each role needs. `coffer policy` prints the same documents, and a test holds the two equal.
#
# They are written with jsonencode and not with aws_iam_policy_document: a mocked data source knows nothing of its content.

locals {
  # Who reads one service: its objects, and its secrets under its own encryption context.
  reader_policies = {
    for service in local.services : service => jsonencode({
      Version = "2012-10-17"
      Statement = concat(
        [
          {
            Sid      = "ReadObjects"
            Effect   = "Allow"
            Action   = ["s3:GetObject", "s3:GetObjectVersion"]
            Resource = ["${local.bucket_arn}/${service}/*"]
          },
        ],
        # A release names its secrets: only a container without one has to look for them.
        [
          for _ in range(var.readers_may_list ? 1 : 0) : {
            Sid       = "ListObjects"
            Effect    = "Allow"
            Action    = ["s3:ListBucket"]
            Resource  = [local.bucket_arn]
            Condition = { StringLike = { "s3:prefix" = "${service}/*" } }
          }
        ],
        [
          {
            Sid       = "OpenSecrets"
            Effect    = "Allow"
            Action    = ["kms:Decrypt"]
            Resource  = [local.key_arn]
            Condition = { StringEquals = local.service_contexts[service] }
          },
        ],
      )
    })
  }

  # Who seals secrets, and reads none: of the whole environment, or of one service.
  writer_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "SealSecrets"
        Effect    = "Allow"
        Action    = local.sealing_actions
        Resource  = [local.key_arn]
        Condition = { StringEquals = local.environment_context }
      },
    ]
  })

  writer_policies = {
    for service in local.services : service => jsonencode({
      Version = "2012-10-17"
      Statement = [
        {
          Sid       = "SealSecrets"
          Effect    = "Allow"
          Action    = local.sealing_actions
          Resource  = [local.key_arn]
          Condition = { StringEquals = local.service_contexts[service] }
        },
      ]
    })
  }

  # Who runs `terraform apply` day by day: it moves ciphertext, and opens and seals nothing.
  deployer_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "ConfigureBucket"
        Effect   = "Allow"
        Action   = local.bucket_configuration_actions
        Resource = [local.bucket_arn]
      },
      {
        Sid    = "WriteObjects"
        Effect = "Allow"
        Action = [
          "s3:DeleteObject",
          "s3:DeleteObjectVersion",
          "s3:GetObject",
          "s3:GetObjectTagging",
          "s3:GetObjectVersion",
          "s3:PutObject",
          "s3:PutObjectTagging",
        ]
        Resource = ["${local.bucket_arn}/*"]
      },
      {
        Sid      = "DescribeKey"
        Effect   = "Allow"
        Action   = local.key_metadata_actions
        Resource = [local.key_arn]
      },
      # KMS knows no ListAliases on a single key.
      {
        Sid      = "ListAliases"
        Effect   = "Allow"
        Action   = ["kms:ListAliases"]
        Resource = ["*"]
      },
    ]
  })

  # Who looks after key and bucket, and neither seals nor opens.
  administrator_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "AdministerBucket"
        Effect   = "Allow"
        Action   = sort(concat(local.bucket_configuration_actions, ["s3:CreateBucket", "s3:DeleteBucket", "s3:DeleteBucketPolicy"]))
        Resource = [local.bucket_arn]
      },
      {
        Sid      = "AdministerKey"
        Effect   = "Allow"
        Action   = local.key_administration_actions
        Resource = [local.key_arn]
      },
      # KMS asks for these on the alias as well as on its key.
      {
        Sid      = "AdministerAlias"
        Effect   = "Allow"
        Action   = ["kms:CreateAlias", "kms:DeleteAlias", "kms:UpdateAlias"]
        Resource = [local.alias_arn]
      },
      {
        Sid      = "ListAliases"
        Effect   = "Allow"
        Action   = ["kms:ListAliases"]
        Resource = ["*"]
      },
    ]
  })
}

# ---- what the documents above, the key's policy and the bucket's policy share

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

  # ReEncrypt is allowed only where both contexts fit, that of the source and that of the destination.
  sealing_actions = ["kms:Encrypt", "kms:GenerateDataKey", "kms:ReEncryptFrom", "kms:ReEncryptTo"]

  key_metadata_actions = ["kms:DescribeKey", "kms:GetKeyPolicy", "kms:GetKeyRotationStatus", "kms:ListResourceTags"]

  # No kms:CreateGrant: a grant gives its holder the use of the key.
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

  # The provider reads every setting of a bucket, and writes those that this module has resources for.
  bucket_configuration_actions = [
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
}
