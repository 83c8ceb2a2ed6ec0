# One object a secret, under its address within the environment. source_hash follows the file; etag, which is the MD5 of an
# object that is encrypted so, finds what somebody else has put in its place.
resource "aws_s3_object" "secret" {
  for_each = local.files

  # Of the versioning and not of the bucket: the first version must have an id already.
  bucket                 = aws_s3_bucket_versioning.this.bucket
  key                    = each.key
  source                 = "${local.directory}/${each.key}"
  source_hash            = contains(local.secrets, each.key) ? filesha256("${local.directory}/${each.key}") : null
  etag                   = contains(local.secrets, each.key) ? filemd5("${local.directory}/${each.key}") : null
  server_side_encryption = "AES256"

  # An object takes ten tags, and the provider would add those of its own configuration.
  override_provider {
    default_tags {
      tags = {}
    }
  }

  # The conditions name prepared truths and nothing else: Terraform prints what a failed condition refers to.
  lifecycle {
    precondition {
      condition     = local.well_named[each.key]
      error_message = "'${each.key}' in the folder of '${var.environment}' is not <service>/<name>: parts of letters, digits, '.', '_' and '-', none of them starting with a dot, up to 900 bytes. Rename it, or move it out of the folder."
    }

    precondition {
      condition     = local.spelled_once[each.key]
      error_message = "'${each.key}' in the folder of '${var.environment}' differs from another file by upper and lower case only. Rename one of the two."
    }

    precondition {
      condition     = local.of_known_service[each.key] || !local.well_named[each.key]
      error_message = "'${each.key}' in the folder of '${var.environment}' is of a service that is not in services. Add the service, or move the file."
    }

    precondition {
      condition     = local.small_enough[each.key]
      error_message = "'${each.key}' in the folder of '${var.environment}' is too large for a secret: 5 MiB is the most. Keep the file elsewhere, and its key here."
    }

    precondition {
      condition     = local.is_ciphertext[each.key]
      error_message = "'${each.key}' in the folder of '${var.environment}' is not ciphertext, and is not uploaded. If it is a value, seal it ('coffer set ${var.environment}/${each.key}') and change it, since it is in the repository; if it is the Base64 text of the AWS CLI, decode it."
    }
  }
}
