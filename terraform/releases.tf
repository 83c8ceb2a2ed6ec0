# One object a service that pins its whole set of secrets. Its digest and version go into the task definition
# (COFFER_RELEASE), so that a container gets these secrets or none.
#
# `coffer push` writes the same bytes: keys in the order of their bytes, no spaces, as jsonencode does.

locals {
  # Up to here a ciphertext is in the release itself.
  inline_bytes = 16 * 1024

  releases = {
    for service in local.services : service => jsonencode(merge({ for seed in local.seeds[service] : "privateKey" => seed }, {
      version     = length(local.seeds[service]) == 0 ? 1 : 2
      environment = var.environment
      service     = service
      secrets = merge(
        {
          for file in lookup(local.secrets, service, []) : trimprefix(file, "${service}/") => { ciphertext = local.base64[file] }
          if local.bytes[file] <= local.inline_bytes
        },
        {
          for file in lookup(local.secrets, service, []) : trimprefix(file, "${service}/") => {
            sha256  = filesha256("${local.directory}/${file}")
            version = aws_s3_object.secret[file].version_id
          }
          if local.bytes[file] > local.inline_bytes
        },
      )
    }))
  }

  # The private key of a service, sealed by KMS, in a list; an empty one where it has no key pair.
  seeds = { for service in local.services : service => [for sealed in [lookup(local.sealed_seeds, service, "")] : sealed if sealed != ""] }
}

# Ciphertext is no secret, but it fills the screen: 'sensitive' keeps it out of what a plan shows. source_hash is shown.
resource "aws_s3_object" "release" {
  for_each = var.releases ? local.services : toset([])

  bucket                 = aws_s3_bucket_versioning.this.bucket
  key                    = "${each.key}/.coffer/release.json"
  content                = sensitive(local.releases[each.key])
  content_type           = "application/json"
  source_hash            = sha256(local.releases[each.key])
  etag                   = var.storage_key == null ? md5(local.releases[each.key]) : null
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

    postcondition {
      condition     = !contains(["", "null"], coalesce(self.version_id, "null"))
      error_message = "The bucket gave the release of '${each.key}' no version id: its versioning is off."
    }
  }
}
