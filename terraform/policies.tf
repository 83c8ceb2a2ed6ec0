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
        local.storage_use["reader"],
      )
    })
  }

  # Who seals secrets, and reads none: of the whole environment, or of one service. KMS asks for the source's context at
  # ReEncryptFrom, and for the destination's at ReEncryptTo.
  writer_policies = {
    for scope, context in local.contexts : scope => jsonencode({
      Version = "2012-10-17"
      Statement = [
        {
          Sid       = "SealSecrets"
          Effect    = "Allow"
          Action    = local.sealing_actions
          Resource  = [local.key_arn]
          Condition = { StringEquals = context }
        },
        {
          Sid       = "MoveWithinKey"
          Effect    = "Allow"
          Action    = ["kms:ReEncryptFrom"]
          Resource  = [local.key_arn]
          Condition = merge({ StringEquals = context }, local.on_same_key)
        },
      ]
    })
  }

  # Who re-encrypts between keys, for an hour or a day. It opens: with a key of their own, they can read every secret there.
  mover_policies = {
    for scope, context in local.contexts : scope => jsonencode({
      Version = "2012-10-17"
      Statement = [
        {
          Sid       = "MoveSecrets"
          Effect    = "Allow"
          Action    = ["kms:ReEncryptFrom", "kms:ReEncryptTo"]
          Resource  = [local.key_arn]
          Condition = { StringEquals = context }
        },
        # A file that is not bound has no context.
        {
          Sid       = "AdoptUnbound"
          Effect    = "Allow"
          Action    = ["kms:ReEncryptFrom"]
          Resource  = [local.key_arn]
          Condition = { Null = { "kms:EncryptionContextKeys" = "true" } }
        },
      ]
    })
  }

  # Who runs `terraform apply` day by day: it moves ciphertext, and opens and seals nothing. Key and bucket are there already.
  deployer_policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      [
        {
          Sid      = "ReadBucket"
          Effect   = "Allow"
          Action   = local.bucket_reading_actions
          Resource = [local.bucket_arn]
        },
        local.write_objects,
        {
          Sid      = "DescribeKey"
          Effect   = "Allow"
          Action   = local.key_metadata_actions
          Resource = [local.key_arn]
        },
        local.list_aliases,
      ],
      local.storage_use["deployer"],
    )
  })

  # Who looks after key and bucket, and neither seals nor opens.
  administrator_policy = jsonencode({ Version = "2012-10-17", Statement = local.administration })

  # Who runs an apply that changes key or bucket: Terraform looks at the objects as well, each time.
  bootstrap_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = concat(local.administration, [local.write_objects], local.storage_use["deployer"])
  })
}

# ---- statements of more than one of them

locals {
  administration = [
    {
      Sid      = "AdministerBucket"
      Effect   = "Allow"
      Action   = sort(concat(local.bucket_reading_actions, local.bucket_changing_actions))
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
    local.list_aliases,
  ]

  # Terraform removes an object with all its versions.
  write_objects = {
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
  }

  # Where the bucket has a key of KMS at rest: its use by way of S3 and for this bucket only. What it opens is ciphertext.
  # `coffer push` and `coffer status` read, too.
  storage_use = {
    for role, actions in { reader = ["kms:Decrypt"], deployer = ["kms:Decrypt", "kms:GenerateDataKey"] } : role => [
      for key in var.storage_key == null ? [] : [var.storage_key.arn] : {
        Sid      = "UseStorageKey"
        Effect   = "Allow"
        Action   = actions
        Resource = [key]
        Condition = {
          StringEquals = {
            "kms:EncryptionContext:aws:s3:arn" = local.bucket_arn
            "kms:ViaService"                   = "s3.${split(":", key)[3]}.amazonaws.com${local.partition == "aws-cn" ? ".cn" : ""}"
          }
        }
      }
    ]
  }

  # KMS knows no ListAliases on a single key.
  list_aliases = {
    Sid      = "ListAliases"
    Effect   = "Allow"
    Action   = ["kms:ListAliases"]
    Resource = ["*"]
  }
}
