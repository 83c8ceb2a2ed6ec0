# Without an AWS. Beside it there has to be one secret, production/api/db-password, in the list.

mock_provider "aws" {
  mock_data "aws_caller_identity" {
    defaults = { account_id = "111122223333" }
  }

  mock_data "aws_partition" {
    defaults = { partition = "aws" }
  }

  mock_resource "aws_kms_key" {
    defaults = {
      arn    = "arn:aws:kms:eu-west-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab"
      key_id = "mrk-1234abcd12ab34cd56ef1234567890ab"
    }
  }

  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::111122223333:role/production-secrets-replication" }
  }

  mock_resource "aws_s3_object" {
    defaults = { version_id = "version-1" }
  }
}

mock_provider "aws" {
  alias = "replica"

  mock_resource "aws_kms_replica_key" {
    defaults = {
      arn    = "arn:aws:kms:eu-central-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab"
      key_id = "mrk-1234abcd12ab34cd56ef1234567890ab"
    }
  }

  mock_resource "aws_s3_bucket" {
    defaults = { arn = "arn:aws:s3:::acme-production-secrets-replica" }
  }
}

run "the_second_region_has_the_same_release_with_bucket_and_key_of_its_own" {
  assert {
    condition = output.replica_services["api"].variables == merge(output.services["api"].variables, {
      COFFER_BUCKET = "acme-production-secrets-replica"
      COFFER_KEY    = "arn:aws:kms:eu-central-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab"
    })
    error_message = jsonencode(output.replica_services["api"].variables)
  }

  assert {
    condition = [for statement in jsondecode(output.replica_services["api"].reader_policy_json).Statement : statement.Resource] == [
      ["arn:aws:s3:::acme-production-secrets-replica/api/*"],
      ["arn:aws:kms:eu-central-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab"],
    ]
    error_message = output.replica_services["api"].reader_policy_json
  }
}

run "both_keys_have_the_policy_of_the_module" {
  assert {
    condition     = [aws_kms_key_policy.secrets.policy, aws_kms_replica_key.secrets.policy] == [for _ in range(2) : module.secrets.key_policy_json]
    error_message = "A key opens for others."
  }

  assert {
    condition     = aws_kms_key.secrets.multi_region && aws_kms_replica_key.secrets.primary_key_arn == aws_kms_key.secrets.arn
    error_message = "The second key is no replica of the first."
  }
}

run "every_object_is_replicated_and_no_deletion_of_a_version" {
  assert {
    condition = (
      aws_s3_bucket_replication_configuration.secrets.bucket == "acme-production-secrets"
      && one(aws_s3_bucket_replication_configuration.secrets.rule).status == "Enabled"
      && one(aws_s3_bucket_replication_configuration.secrets.rule[*].destination[0]).bucket == "arn:aws:s3:::acme-production-secrets-replica"
      && aws_s3_bucket_versioning.replica.versioning_configuration[0].status == "Enabled"
    )
    error_message = "Objects are not replicated."
  }

  assert {
    condition     = !strcontains(aws_iam_role_policy.replication.policy, "kms:")
    error_message = "Replication has a right on a key."
  }
}
