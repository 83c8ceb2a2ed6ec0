# What stops a `terraform destroy` by accident before its first step: an object that AWS refuses to delete. Everything else
# comes before it, so Terraform has to delete it first.
#
# prevent_destroy would not do: it takes no variable. Nor would denying only the deletion of bucket and key: by then
# Terraform has already deleted what is in the bucket, and the policy that denies it.

locals {
  protection_key = ".coffer/protection"
}

resource "aws_s3_object" "protection" {
  bucket  = aws_s3_bucket_policy.this.bucket
  key     = local.protection_key
  content = "This object keeps 'terraform destroy' from deleting the secrets of ${var.environment}: see deletion_protection of the module.\n"

  server_side_encryption = local.at_rest
  kms_key_id             = local.storage_key_arn
  bucket_key_enabled     = local.bucket_key_enabled

  override_provider {
    default_tags {
      tags = {}
    }
  }

  lifecycle {
    ignore_changes = [tags, tags_all]
  }

  depends_on = [
    aws_kms_alias.this,
    aws_kms_key.this,
    aws_s3_bucket_lifecycle_configuration.this,
    aws_s3_bucket_ownership_controls.this,
    aws_s3_bucket_server_side_encryption_configuration.this,
    aws_s3_object.release,
    aws_s3_object.secret,
  ]
}
