# The key's and the bucket's own policies: what holds whatever IAM says.

mock_provider "aws" {
  source = "./tests/aws"
}

variables {
  environment         = "staging"
  directory           = "./tests/fixtures/staging"
  deletion_protection = false
}

run "the_key_is_for_the_account_as_long_as_nobody_is_named" {
  assert {
    condition = [for statement in jsondecode(aws_kms_key.this[0].policy).Statement : [statement.Sid, statement.Effect, statement.Principal, statement.Resource]] == [
      ["Administer", "Allow", { AWS = ["arn:aws:iam::111122223333:root"] }, "*"],
      ["RootUserRecovers", "Allow", { AWS = ["arn:aws:iam::111122223333:root"] }, "*"],
      ["DescribeByIam", "Allow", { AWS = ["arn:aws:iam::111122223333:root"] }, "*"],
      ["Seal", "Allow", { AWS = ["arn:aws:iam::111122223333:root"] }, "*"],
      ["MoveWithinKey", "Allow", { AWS = ["arn:aws:iam::111122223333:root"] }, "*"],
      ["OpenByIam", "Allow", { AWS = ["arn:aws:iam::111122223333:root"] }, "*"],
    ]
    error_message = "The key's policy is another: ${aws_kms_key.this[0].policy}"
  }

  assert {
    condition     = jsondecode(aws_kms_key.this[0].policy).Statement[0].Action == jsondecode(output.administrator_policy_json).Statement[1].Action
    error_message = "The key lets its administrators do something else than their policy."
  }

  assert {
    condition = (
      jsondecode(aws_kms_key.this[0].policy).Statement[1].Action == jsondecode(aws_kms_key.this[0].policy).Statement[0].Action
      && jsondecode(aws_kms_key.this[0].policy).Statement[1].Condition == { ArnEquals = { "aws:PrincipalArn" = "arn:aws:iam::111122223333:root" } }
    )
    error_message = "The root user cannot recover the key, or others can."
  }

  assert {
    condition     = jsondecode(aws_kms_key.this[0].policy).Statement[2].Action == jsondecode(output.deployer_policy_json).Statement[2].Action
    error_message = "The key cannot be described by whom the deployer's policy lets."
  }

  assert {
    condition = [for statement in slice(jsondecode(aws_kms_key.this[0].policy).Statement, 3, 6) : [statement.Action, statement.Condition]] == [
      for allowed in [
        [["kms:Encrypt", "kms:GenerateDataKey", "kms:ReEncryptTo"], {}],
        [["kms:ReEncryptFrom"], { Bool = { "kms:ReEncryptOnSameKey" = "true" } }],
        [["kms:Decrypt", "kms:ReEncryptFrom"], {}],
        ] : [
        allowed[0],
        merge(allowed[1], {
          Null         = { "kms:EncryptionContext:service" = "false" }
          StringEquals = { "kms:EncryptionContext:environment" = "staging" }
        }),
      ]
    ]
    error_message = "The key can be used outside of the environment's context."
  }

  assert {
    condition     = output.key_policy_json == aws_kms_key.this[0].policy
    error_message = "The output is not the key's policy."
  }
}

run "who_is_named_administers_or_uses_and_never_both" {
  variables {
    administrators = ["arn:aws:iam::111122223333:role/admin-b", "arn:aws:iam::111122223333:role/admin-a"]
    encrypters     = ["arn:aws:iam::111122223333:role/author"]
    deployers      = ["arn:aws:iam::111122223333:role/ci"]
  }

  assert {
    condition = { for statement in jsondecode(aws_kms_key.this[0].policy).Statement : statement.Sid => statement.Principal.AWS } == {
      Administer             = ["arn:aws:iam::111122223333:role/admin-a", "arn:aws:iam::111122223333:role/admin-b"]
      RootUserRecovers       = ["arn:aws:iam::111122223333:root"]
      DescribeByIam          = ["arn:aws:iam::111122223333:root"]
      Seal                   = ["arn:aws:iam::111122223333:role/author"]
      MoveWithinKey          = ["arn:aws:iam::111122223333:role/author"]
      OpenByIam              = ["arn:aws:iam::111122223333:root"]
      AdministratorsDoNotUse = "*"
      OthersDoNotAdminister  = "*"
      DeployersDoNotOpen     = "*"
    }
    error_message = "The key's policy names others: ${aws_kms_key.this[0].policy}"
  }

  assert {
    condition = slice(jsondecode(aws_kms_key.this[0].policy).Statement, 6, 9) == [
      {
        Sid       = "AdministratorsDoNotUse"
        Effect    = "Deny"
        Principal = { AWS = "*" }
        Action = [
          "kms:CreateGrant",
          "kms:Decrypt",
          "kms:DeriveSharedSecret",
          "kms:Encrypt",
          "kms:GenerateDataKey*",
          "kms:ReEncryptFrom",
          "kms:ReEncryptTo",
        ]
        Resource  = "*"
        Condition = { ArnEquals = { "aws:PrincipalArn" = ["arn:aws:iam::111122223333:role/admin-a", "arn:aws:iam::111122223333:role/admin-b"] } }
      },
      {
        Sid       = "OthersDoNotAdminister"
        Effect    = "Deny"
        Principal = { AWS = "*" }
        Action = [
          "kms:CancelKeyDeletion",
          "kms:CreateAlias",
          "kms:DeleteAlias",
          "kms:DisableKey",
          "kms:DisableKeyRotation",
          "kms:EnableKey",
          "kms:EnableKeyRotation",
          "kms:PutKeyPolicy",
          "kms:ReplicateKey",
          "kms:RevokeGrant",
          "kms:RotateKeyOnDemand",
          "kms:ScheduleKeyDeletion",
          "kms:TagResource",
          "kms:UntagResource",
          "kms:UpdateAlias",
          "kms:UpdateKeyDescription",
          "kms:UpdatePrimaryRegion",
        ]
        Resource  = "*"
        Condition = { ArnEquals = { "aws:PrincipalArn" = ["arn:aws:iam::111122223333:role/author", "arn:aws:iam::111122223333:role/ci"] } }
      },
      {
        Sid       = "DeployersDoNotOpen"
        Effect    = "Deny"
        Principal = { AWS = "*" }
        Action    = ["kms:CreateGrant", "kms:Decrypt", "kms:DeriveSharedSecret", "kms:ReEncryptFrom"]
        Resource  = "*"
        Condition = { ArnEquals = { "aws:PrincipalArn" = ["arn:aws:iam::111122223333:role/ci"] } }
      },
    ]
    error_message = "Somebody both administers and uses the key."
  }
}

run "without_an_administrator_a_deployer_is_one" {
  variables {
    deployers = ["arn:aws:iam::111122223333:role/ci"]
  }

  assert {
    condition     = [for statement in jsondecode(aws_kms_key.this[0].policy).Statement : statement.Sid if statement.Effect == "Deny"] == ["DeployersDoNotOpen"]
    error_message = "Something else is denied: ${aws_kms_key.this[0].policy}"
  }
}

run "who_is_named_as_both_administers" {
  variables {
    administrators = ["arn:aws:iam::111122223333:role/admin", "arn:aws:iam::111122223333:role/ci"]
    encrypters     = ["arn:aws:iam::111122223333:role/author"]
    deployers      = ["arn:aws:iam::111122223333:role/ci"]
  }

  assert {
    condition = [for statement in jsondecode(aws_kms_key.this[0].policy).Statement : statement.Condition if statement.Sid == "OthersDoNotAdminister"] == [
      { ArnEquals = { "aws:PrincipalArn" = ["arn:aws:iam::111122223333:role/author"] } },
    ]
    error_message = "An administrator may not administer: ${aws_kms_key.this[0].policy}"
  }
}

run "the_bucket_refuses_the_open_wire_and_the_public" {
  assert {
    condition = jsondecode(aws_s3_bucket_policy.this.policy).Statement == [
      {
        Sid       = "OnlyTls"
        Effect    = "Deny"
        Principal = "*"
        Action    = "s3:*"
        Resource  = ["arn:aws:s3:::staging-secrets", "arn:aws:s3:::staging-secrets/*"]
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      },
      {
        Sid       = "NobodyAnonymous"
        Effect    = "Deny"
        Principal = "*"
        Action    = "s3:*"
        Resource  = ["arn:aws:s3:::staging-secrets", "arn:aws:s3:::staging-secrets/*"]
        Condition = { StringEquals = { "aws:PrincipalType" = "Anonymous" } }
      },
      {
        Sid       = "NoAccessLists"
        Effect    = "Deny"
        Principal = "*"
        Action    = ["s3:PutBucketAcl", "s3:PutObjectAcl", "s3:PutObjectVersionAcl"]
        Resource  = ["arn:aws:s3:::staging-secrets", "arn:aws:s3:::staging-secrets/*"]
      },
    ]
    error_message = "The bucket's policy is another: ${aws_s3_bucket_policy.this.policy}"
  }
}

run "only_the_named_deployers_write_objects" {
  variables {
    deployers = ["arn:aws:iam::111122223333:role/ci"]
  }

  assert {
    condition = slice(jsondecode(aws_s3_bucket_policy.this.policy).Statement, 3, 5) == [
      {
        Sid       = "OnlyDeployersWrite"
        Effect    = "Deny"
        Principal = "*"
        Action = [
          "s3:AbortMultipartUpload",
          "s3:BypassGovernanceRetention",
          "s3:DeleteObject*",
          "s3:ObjectOwnerOverrideToBucketOwner",
          "s3:PutObject*",
          "s3:Replicate*",
          "s3:RestoreObject",
        ]
        Resource  = ["arn:aws:s3:::staging-secrets/*"]
        Condition = { ArnNotEquals = { "aws:PrincipalArn" = ["arn:aws:iam::111122223333:role/ci"] } }
      },
      {
        Sid       = "OnlyDeployersConfigure"
        Effect    = "Deny"
        Principal = "*"
        Action    = ["s3:CreateBucket*", "s3:DeleteBucket*", "s3:Put*"]
        Resource  = ["arn:aws:s3:::staging-secrets"]
        Condition = { ArnNotEquals = { "aws:PrincipalArn" = ["arn:aws:iam::111122223333:role/ci"] } }
      },
    ]
    error_message = "Others than the deployers write objects or settings."
  }
}

run "only_the_named_administrators_change_the_bucket" {
  variables {
    administrators = ["arn:aws:iam::111122223333:role/admin"]
    deployers      = ["arn:aws:iam::111122223333:role/ci"]
  }

  assert {
    condition = [for statement in jsondecode(aws_s3_bucket_policy.this.policy).Statement : statement.Condition if startswith(statement.Sid, "OnlyAdministrators")] == [
      { ArnNotEquals = { "aws:PrincipalArn" = ["arn:aws:iam::111122223333:role/admin"] } },
    ]
    error_message = "Others than the administrators change the bucket."
  }
}
