# What keeps key, bucket and objects.

mock_provider "aws" {
  source = "./tests/aws"
}

variables {
  environment = "staging"
  directory   = "./tests/fixtures/staging"
}

run "deletion_is_refused_by_default" {
  assert {
    condition = [for statement in jsondecode(aws_kms_key.this[0].policy).Statement : statement if statement.Sid == "NobodyDeletes"] == [
      { Sid = "NobodyDeletes", Effect = "Deny", Principal = { AWS = "*" }, Action = ["kms:ScheduleKeyDeletion"], Resource = "*" },
    ]
    error_message = "The key can be deleted."
  }

  assert {
    condition = [for statement in jsondecode(aws_s3_bucket_policy.this.policy).Statement : statement if statement.Sid == "NobodyDeletesBucket"] == [
      { Sid = "NobodyDeletesBucket", Effect = "Deny", Principal = "*", Action = ["s3:DeleteBucket"], Resource = ["arn:aws:s3:::staging-secrets"] },
    ]
    error_message = "The bucket can be deleted."
  }

  assert {
    condition = [for statement in jsondecode(aws_s3_bucket_policy.this.policy).Statement : statement if statement.Sid == "NobodyDeletesProtection"] == [
      {
        Sid       = "NobodyDeletesProtection"
        Effect    = "Deny"
        Principal = "*"
        Action    = ["s3:DeleteObject", "s3:DeleteObjectVersion"]
        Resource  = ["arn:aws:s3:::staging-secrets/${aws_s3_object.protection.key}"]
      },
    ]
    error_message = "The object that 'terraform destroy' has to delete first can be deleted."
  }

  assert {
    condition     = aws_s3_bucket.this.force_destroy == false && aws_kms_key.this[0].deletion_window_in_days == 30
    error_message = "A deletion would be quick and whole."
  }
}

run "deletion_is_allowed_when_asked" {
  variables {
    deletion_protection = false
  }

  assert {
    condition = alltrue([
      for statement in concat(jsondecode(aws_kms_key.this[0].policy).Statement, jsondecode(aws_s3_bucket_policy.this.policy).Statement) :
      !strcontains(statement.Sid, "Deletes")
    ])
    error_message = "Something still denies the deletion."
  }

  assert {
    condition     = aws_s3_bucket.this.force_destroy && length([aws_s3_object.protection]) == 1
    error_message = "Old versions would keep the bucket from being deleted."
  }
}

run "the_bucket_is_private_and_keeps_versions" {
  assert {
    condition = alltrue([
      aws_s3_bucket_public_access_block.this.block_public_acls,
      aws_s3_bucket_public_access_block.this.block_public_policy,
      aws_s3_bucket_public_access_block.this.ignore_public_acls,
      aws_s3_bucket_public_access_block.this.restrict_public_buckets,
    ])
    error_message = "Public access is not blocked."
  }

  assert {
    condition     = aws_s3_bucket_versioning.this.versioning_configuration[0].status == "Enabled"
    error_message = "Versioning is off."
  }

  assert {
    condition     = aws_s3_bucket_ownership_controls.this.rule[0].object_ownership == "BucketOwnerEnforced"
    error_message = "Objects can belong to others."
  }

  assert {
    condition     = one(one(aws_s3_bucket_server_side_encryption_configuration.this.rule).apply_server_side_encryption_by_default).sse_algorithm == "AES256"
    error_message = "The bucket's encryption needs rights on a key."
  }

  assert {
    condition     = aws_kms_key.this[0].enable_key_rotation
    error_message = "The key is not rotated."
  }
}

run "old_versions_go_after_a_year" {
  assert {
    condition     = [for rule in aws_s3_bucket_lifecycle_configuration.this.rule : rule.noncurrent_version_expiration[0].noncurrent_days if rule.id == "old-versions"] == [365]
    error_message = "Old versions are not kept for a year."
  }

  assert {
    condition     = [for rule in aws_s3_bucket_lifecycle_configuration.this.rule : rule.expiration[0].expired_object_delete_marker if rule.id == "old-versions"] == [true]
    error_message = "What is left of deleted objects stays for ever."
  }

  assert {
    condition     = { for rule in aws_s3_bucket_lifecycle_configuration.this.rule : rule.id => rule.status } == { old-versions = "Enabled", unfinished-uploads = "Enabled" }
    error_message = "A rule is off, or there is another."
  }

  assert {
    condition     = [for rule in aws_s3_bucket_lifecycle_configuration.this.rule : rule.abort_incomplete_multipart_upload[0].days_after_initiation if rule.id == "unfinished-uploads"] == [7]
    error_message = "Uploads that nobody finished are not taken away after a week."
  }
}

run "old_versions_stay_for_ever_when_asked" {
  variables {
    noncurrent_version_days = null
  }

  assert {
    condition     = [for rule in aws_s3_bucket_lifecycle_configuration.this.rule : rule.id] == ["unfinished-uploads"]
    error_message = "Old versions go away."
  }
}

run "an_existing_key_is_used_and_left_alone" {
  variables {
    existing_key = { arn = "arn:aws:kms:eu-west-1:444455556666:key/mrk-1234abcd12ab34cd56ef1234567890ab" }
  }

  assert {
    condition     = length(aws_kms_key.this) == 0 && length(aws_kms_alias.this) == 0 && output.key_alias == null
    error_message = "A key or an alias is made beside the existing key."
  }

  assert {
    condition     = output.key_arn == "arn:aws:kms:eu-west-1:444455556666:key/mrk-1234abcd12ab34cd56ef1234567890ab" && output.services["api"].variables["COFFER_KEY"] == output.key_arn
    error_message = "The existing key is not the one that is handed out."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(output.key_policy_json).Statement : statement.Principal.AWS == ["arn:aws:iam::444455556666:root"] if statement.Effect == "Allow"
    ])
    error_message = "The policy for another account's key is not its owner's: ${output.key_policy_json}"
  }
}
