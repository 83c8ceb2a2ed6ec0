# What nobody may do, whatever IAM says. Nothing is allowed here: that is for the policies of each role.

resource "aws_s3_bucket_policy" "this" {
  bucket = aws_s3_bucket_public_access_block.this.bucket
  policy = local.bucket_policy
}

locals {
  # Who changes the bucket itself. Without a named administrator, the deployers do.
  configurers = length(local.administrators) > 0 ? local.administrators : local.deployers

  bucket_policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      [
        {
          Sid       = "OnlyTls"
          Effect    = "Deny"
          Principal = "*"
          Action    = "s3:*"
          Resource  = [local.bucket_arn, "${local.bucket_arn}/*"]
          Condition = { Bool = { "aws:SecureTransport" = "false" } }
        },
        {
          Sid       = "NobodyAnonymous"
          Effect    = "Deny"
          Principal = "*"
          Action    = "s3:*"
          Resource  = [local.bucket_arn, "${local.bucket_arn}/*"]
          Condition = { StringEquals = { "aws:PrincipalType" = "Anonymous" } }
        },
        {
          Sid       = "NoAccessLists"
          Effect    = "Deny"
          Principal = "*"
          Action    = ["s3:PutBucketAcl", "s3:PutObjectAcl", "s3:PutObjectVersionAcl"]
          Resource  = [local.bucket_arn, "${local.bucket_arn}/*"]
        },
      ],
      # The ARN of a session's principal is its role's. Who has no ARN at all is not one of these either.
      [
        for _ in range(length(local.deployers) > 0 ? 1 : 0) : {
          Sid       = "OnlyDeployersWrite"
          Effect    = "Deny"
          Principal = "*"
          Action    = local.object_changing_actions
          Resource  = ["${local.bucket_arn}/*"]
          Condition = { ArnNotEquals = { "aws:PrincipalArn" = local.deployers } }
        }
      ],
      # Each of these can take the wall down, or the objects away: a policy, a lifecycle of a day, versioning that is off.
      [
        for _ in range(length(local.configurers) > 0 ? 1 : 0) : {
          Sid       = length(local.administrators) > 0 ? "OnlyAdministratorsConfigure" : "OnlyDeployersConfigure"
          Effect    = "Deny"
          Principal = "*"
          Action    = local.bucket_wall_actions
          Resource  = [local.bucket_arn]
          Condition = { ArnNotEquals = { "aws:PrincipalArn" = local.configurers } }
        }
      ],
      [
        for _ in range(var.deletion_protection ? 1 : 0) : {
          Sid       = "NobodyDeletesBucket"
          Effect    = "Deny"
          Principal = "*"
          Action    = ["s3:DeleteBucket"]
          Resource  = [local.bucket_arn]
        }
      ],
      [
        for _ in range(var.deletion_protection ? 1 : 0) : {
          Sid       = "NobodyDeletesProtection"
          Effect    = "Deny"
          Principal = "*"
          Action    = ["s3:DeleteObject", "s3:DeleteObjectVersion"]
          Resource  = ["${local.bucket_arn}/${local.protection_key}"]
        }
      ],
    )
  })
}
