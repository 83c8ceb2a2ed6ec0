# Every policy, statement by statement.

mock_provider "aws" {
  source = "./tests/aws"
}

variables {
  environment = "staging"
  directory   = "./tests/fixtures/staging"
}

run "a_reader_reads_and_opens_one_service" {
  assert {
    condition = jsondecode(output.services["api"].reader_policy_json) == {
      Version = "2012-10-17"
      Statement = [
        {
          Sid      = "ReadObjects"
          Effect   = "Allow"
          Action   = ["s3:GetObject", "s3:GetObjectVersion"]
          Resource = ["arn:aws:s3:::staging-secrets/api/*"]
        },
        {
          Sid      = "OpenSecrets"
          Effect   = "Allow"
          Action   = ["kms:Decrypt"]
          Resource = ["arn:aws:kms:eu-west-1:111122223333:key/11111111-2222-3333-4444-555555555555"]
          Condition = {
            StringEquals = {
              "kms:EncryptionContext:environment" = "staging"
              "kms:EncryptionContext:service"     = "api"
            }
          }
        },
      ]
    }
    error_message = "The reader's policy is another: ${output.services["api"].reader_policy_json}"
  }
}

run "a_reader_lists_its_part_when_asked" {
  variables {
    readers_may_list = true
  }

  assert {
    condition = jsondecode(output.services["web"].reader_policy_json).Statement[1] == {
      Sid       = "ListObjects"
      Effect    = "Allow"
      Action    = ["s3:ListBucket"]
      Resource  = ["arn:aws:s3:::staging-secrets"]
      Condition = { StringLike = { "s3:prefix" = "web/*" } }
    }
    error_message = "The reader cannot list, or more than its own part."
  }
}

run "a_writer_seals_and_opens_nothing" {
  assert {
    condition = jsondecode(output.writer_policy_json) == {
      Version = "2012-10-17"
      Statement = [
        {
          Sid       = "SealSecrets"
          Effect    = "Allow"
          Action    = ["kms:Encrypt", "kms:GenerateDataKey", "kms:ReEncryptTo"]
          Resource  = ["arn:aws:kms:eu-west-1:111122223333:key/11111111-2222-3333-4444-555555555555"]
          Condition = { StringEquals = { "kms:EncryptionContext:environment" = "staging" } }
        },
        {
          Sid      = "MoveWithinKey"
          Effect   = "Allow"
          Action   = ["kms:ReEncryptFrom"]
          Resource = ["arn:aws:kms:eu-west-1:111122223333:key/11111111-2222-3333-4444-555555555555"]
          Condition = {
            StringEquals = { "kms:EncryptionContext:environment" = "staging" }
            Bool         = { "kms:ReEncryptOnSameKey" = "true" }
          }
        },
      ]
    }
    error_message = "The writer's policy is another: ${output.writer_policy_json}"
  }

  assert {
    condition = jsondecode(output.services["web"].writer_policy_json) == {
      Version = "2012-10-17"
      Statement = [
        {
          Sid      = "SealSecrets"
          Effect   = "Allow"
          Action   = ["kms:Encrypt", "kms:GenerateDataKey", "kms:ReEncryptTo"]
          Resource = ["arn:aws:kms:eu-west-1:111122223333:key/11111111-2222-3333-4444-555555555555"]
          Condition = {
            StringEquals = {
              "kms:EncryptionContext:environment" = "staging"
              "kms:EncryptionContext:service"     = "web"
            }
          }
        },
        {
          Sid      = "MoveWithinKey"
          Effect   = "Allow"
          Action   = ["kms:ReEncryptFrom"]
          Resource = ["arn:aws:kms:eu-west-1:111122223333:key/11111111-2222-3333-4444-555555555555"]
          Condition = {
            StringEquals = {
              "kms:EncryptionContext:environment" = "staging"
              "kms:EncryptionContext:service"     = "web"
            }
            Bool = { "kms:ReEncryptOnSameKey" = "true" }
          }
        },
      ]
    }
    error_message = "The service's writer's policy is another: ${output.services["web"].writer_policy_json}"
  }
}

run "a_mover_re_encrypts_and_nothing_else" {
  assert {
    condition = jsondecode(output.services["web"].mover_policy_json) == {
      Version = "2012-10-17"
      Statement = [
        {
          Sid      = "MoveSecrets"
          Effect   = "Allow"
          Action   = ["kms:ReEncryptFrom", "kms:ReEncryptTo"]
          Resource = ["arn:aws:kms:eu-west-1:111122223333:key/11111111-2222-3333-4444-555555555555"]
          Condition = {
            StringEquals = {
              "kms:EncryptionContext:environment" = "staging"
              "kms:EncryptionContext:service"     = "web"
            }
          }
        },
        {
          Sid       = "AdoptUnbound"
          Effect    = "Allow"
          Action    = ["kms:ReEncryptFrom"]
          Resource  = ["arn:aws:kms:eu-west-1:111122223333:key/11111111-2222-3333-4444-555555555555"]
          Condition = { Null = { "kms:EncryptionContextKeys" = "true" } }
        },
      ]
    }
    error_message = "The service's mover's policy is another: ${output.services["web"].mover_policy_json}"
  }

  assert {
    condition = [for statement in jsondecode(output.mover_policy_json).Statement : statement.Condition] == [
      { StringEquals = { "kms:EncryptionContext:environment" = "staging" } },
      { Null = { "kms:EncryptionContextKeys" = "true" } },
    ]
    error_message = "The mover's policy is another: ${output.mover_policy_json}"
  }
}

run "a_deployer_writes_objects_and_changes_no_setting_and_opens_nothing" {
  assert {
    condition = jsondecode(output.deployer_policy_json) == {
      Version = "2012-10-17"
      Statement = [
        {
          Sid    = "ReadBucket"
          Effect = "Allow"
          Action = [
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
          Resource = ["arn:aws:s3:::staging-secrets"]
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
          Resource = ["arn:aws:s3:::staging-secrets/*"]
        },
        {
          Sid      = "DescribeKey"
          Effect   = "Allow"
          Action   = ["kms:DescribeKey", "kms:GetKeyPolicy", "kms:GetKeyRotationStatus", "kms:ListResourceTags"]
          Resource = ["arn:aws:kms:eu-west-1:111122223333:key/11111111-2222-3333-4444-555555555555"]
        },
        {
          Sid      = "ListAliases"
          Effect   = "Allow"
          Action   = ["kms:ListAliases"]
          Resource = ["*"]
        },
      ]
    }
    error_message = "The deployer's policy is another: ${output.deployer_policy_json}"
  }
}

run "an_administrator_administers_and_uses_nothing" {
  assert {
    condition = [for statement in jsondecode(output.administrator_policy_json).Statement : [statement.Sid, statement.Effect, statement.Resource]] == [
      ["AdministerBucket", "Allow", ["arn:aws:s3:::staging-secrets"]],
      ["AdministerKey", "Allow", ["arn:aws:kms:eu-west-1:111122223333:key/11111111-2222-3333-4444-555555555555"]],
      ["AdministerAlias", "Allow", ["arn:aws:kms:eu-west-1:111122223333:alias/staging-secrets"]],
      ["ListAliases", "Allow", ["*"]],
    ]
    error_message = "The administrator's statements are others: ${output.administrator_policy_json}"
  }

  assert {
    condition = tolist(jsondecode(output.administrator_policy_json).Statement[0].Action) == sort(concat(
      jsondecode(output.deployer_policy_json).Statement[0].Action,
      [
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
      ],
    ))
    error_message = "The administrator does something else to the bucket."
  }

  assert {
    condition = jsondecode(output.administrator_policy_json).Statement[1].Action == [
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
    error_message = "The administrator does something else to the key."
  }

  assert {
    condition     = jsondecode(output.administrator_policy_json).Statement[2].Action == ["kms:CreateAlias", "kms:DeleteAlias", "kms:UpdateAlias"]
    error_message = "The administrator does something else to the alias."
  }

  assert {
    condition = jsondecode(output.bootstrap_policy_json).Statement == concat(
      jsondecode(output.administrator_policy_json).Statement,
      [jsondecode(output.deployer_policy_json).Statement[1]],
    )
    error_message = "Who bootstraps does something else than an administrator who writes objects."
  }
}
