# A bucket that encrypts at rest with a key of KMS, because a rule asks for it.

mock_provider "aws" {
  source = "./tests/aws"
}

variables {
  environment = "staging"
  directory   = "./tests/fixtures/staging"
  storage_key = { arn = "arn:aws:kms:eu-west-1:111122223333:key/99999999-2222-3333-4444-555555555555" }
}

run "every_object_and_the_bucket_have_the_key" {
  assert {
    condition = one(aws_s3_bucket_server_side_encryption_configuration.this.rule).bucket_key_enabled && one(one(aws_s3_bucket_server_side_encryption_configuration.this.rule).apply_server_side_encryption_by_default) == {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = var.storage_key.arn
    }
    error_message = "What `coffer push` uploads is encrypted otherwise."
  }

  assert {
    condition = alltrue([
      for object in concat(values(aws_s3_object.secret), values(aws_s3_object.release), [aws_s3_object.protection]) :
      object.server_side_encryption == "aws:kms" && object.kms_key_id == var.storage_key.arn && object.bucket_key_enabled
    ])
    error_message = "An object is encrypted otherwise."
  }

  assert {
    condition     = length(aws_s3_object.secret) == 6 && length(aws_s3_object.release) == 3
    error_message = "There are ${length(aws_s3_object.secret)} secrets and ${length(aws_s3_object.release)} releases."
  }
}

# With such a key the ETag is no MD5, and one that is planned would differ for ever. A mocked provider makes up what is not planned.
run "no_etag_is_planned" {
  assert {
    condition = alltrue([
      for file, object in aws_s3_object.secret : object.etag != filemd5("./tests/fixtures/staging/${file}")
    ])
    error_message = "The ETag of a secret is planned."
  }

  assert {
    condition     = alltrue([for service, object in aws_s3_object.release : object.etag != md5(object.content)])
    error_message = "The ETag of a release is planned."
  }
}

run "readers_and_deployers_use_it_for_this_bucket_only" {
  assert {
    condition = [for statement in jsondecode(output.services["api"].reader_policy_json).Statement : statement if statement.Sid == "UseStorageKey"] == [{
      Sid      = "UseStorageKey"
      Effect   = "Allow"
      Action   = ["kms:Decrypt"]
      Resource = ["arn:aws:kms:eu-west-1:111122223333:key/99999999-2222-3333-4444-555555555555"]
      Condition = {
        StringEquals = {
          "kms:EncryptionContext:aws:s3:arn" = "arn:aws:s3:::staging-secrets"
          "kms:ViaService"                   = "s3.eu-west-1.amazonaws.com"
        }
      }
    }]
    error_message = "The reader's policy is another: ${output.services["api"].reader_policy_json}"
  }

  assert {
    condition = alltrue([
      for policy in [output.deployer_policy_json, output.bootstrap_policy_json] :
      [for statement in jsondecode(policy).Statement : statement if statement.Sid == "UseStorageKey"] == [{
        Sid      = "UseStorageKey"
        Effect   = "Allow"
        Action   = ["kms:Decrypt", "kms:GenerateDataKey"]
        Resource = ["arn:aws:kms:eu-west-1:111122223333:key/99999999-2222-3333-4444-555555555555"]
        Condition = {
          StringEquals = {
            "kms:EncryptionContext:aws:s3:arn" = "arn:aws:s3:::staging-secrets"
            "kms:ViaService"                   = "s3.eu-west-1.amazonaws.com"
          }
        }
      }]
    ])
    error_message = "The deployer's policy is another: ${output.deployer_policy_json}"
  }

  assert {
    condition = alltrue([
      for policy in [output.writer_policy_json, output.mover_policy_json, output.administrator_policy_json] : !strcontains(policy, "key/99999999")
    ])
    error_message = "Somebody has it who neither reads nor writes objects."
  }
}

run "in_china_services_have_another_name" {
  override_data {
    target = data.aws_partition.current
    values = { partition = "aws-cn" }
  }

  variables {
    storage_key = { arn = "arn:aws-cn:kms:cn-north-1:111122223333:key/99999999-2222-3333-4444-555555555555" }
  }

  assert {
    condition     = strcontains(output.services["api"].reader_policy_json, "\"s3.cn-north-1.amazonaws.com.cn\"")
    error_message = "The condition is another: ${output.services["api"].reader_policy_json}"
  }

  assert {
    condition = alltrue([
      for policy in [aws_s3_bucket_policy.this.policy, output.services["api"].reader_policy_json, output.deployer_policy_json, output.bootstrap_policy_json] :
      strcontains(policy, "\"arn:aws-cn:s3:::staging-secrets") && !strcontains(policy, "\"arn:aws:s3:")
    ])
    error_message = "A policy names a bucket of another partition: ${aws_s3_bucket_policy.this.policy}"
  }

  assert {
    condition     = alltrue([for statement in jsondecode(aws_kms_key.this[0].policy).Statement : statement.Principal.AWS == ["arn:aws-cn:iam::111122223333:root"] if statement.Effect == "Allow"])
    error_message = "The key is an account's of another partition: ${aws_kms_key.this[0].policy}"
  }
}

run "the_key_of_the_secrets_is_refused" {
  command = plan

  variables {
    existing_key = { arn = "arn:aws:kms:eu-west-1:111122223333:key/99999999-2222-3333-4444-555555555555" }
  }

  expect_failures = [var.storage_key]
}

run "an_alias_is_refused" {
  command = plan

  variables {
    storage_key = { arn = "arn:aws:kms:eu-west-1:111122223333:alias/storage" }
  }

  expect_failures = [var.storage_key]
}
