# One object a secret, under its address within the environment. source_hash follows the file; etag finds what somebody else has
# put in its place, where it is the MD5 of the object: with a key of KMS at rest it is not.
#
# Terraform evaluates these expressions, for_each too, once for each object. So they name no map of all files but this one,
# which is as small as it can be: the work would be files times files.
resource "aws_s3_object" "secret" {
  for_each = local.problems

  # Of the versioning and not of the bucket: the first version must have an id already.
  bucket                 = aws_s3_bucket_versioning.this.bucket
  key                    = each.key
  source                 = "${local.directory}/${each.key}"
  source_hash            = each.value == "" ? filesha256("${local.directory}/${each.key}") : null
  etag                   = each.value == "" && var.storage_key == null ? filemd5("${local.directory}/${each.key}") : null
  server_side_encryption = local.at_rest
  kms_key_id             = local.storage_key_arn
  bucket_key_enabled     = local.bucket_key_enabled

  # An object takes ten tags, and the provider would add those of its own configuration.
  override_provider {
    default_tags {
      tags = {}
    }
  }

  # Scanners write their result into tags. The condition names a prepared text and nothing else: Terraform prints what a failed
  # condition refers to.
  lifecycle {
    ignore_changes = [tags, tags_all]

    precondition {
      condition     = each.value == ""
      error_message = "'${each.key}' in the folder of '${var.environment}' ${each.value}"
    }
  }
}
