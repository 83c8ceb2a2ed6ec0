# The bucket of the environment: versioned, private, without access lists.

resource "aws_s3_bucket" "this" {
  bucket        = local.bucket
  force_destroy = !var.deletion_protection
  tags          = var.tags
}

locals {
  bucket = coalesce(var.bucket, "${var.environment}-secrets")
}

# A release names the versions of its objects.
resource "aws_s3_bucket_versioning" "this" {
  bucket = aws_s3_bucket.this.bucket

  versioning_configuration {
    status = "Enabled"
  }

  # With the files gone, Terraform would delete the objects, and every old version with them. It is said here since all objects
  # wait for this: one error, and not one for each file.
  lifecycle {
    precondition {
      condition     = length(local.found) > 0 || length(local.is_listed) == 0
      error_message = "None of the ${length(local.is_listed)} files that 'files' lists for '${var.environment}' is below '${local.directory}'. Look at the folder's name and at the checkout (a submodule that was not fetched? a sparse checkout?)."
    }

    precondition {
      condition     = length(local.files) > 0 || length(local.uploaded) == 0 || var.allow_empty
      error_message = "There are no secrets below '${local.directory}', and '${var.environment}' has ${length(local.uploaded)} in its bucket: they would be deleted, with their old versions. Look at the folder's name and at the checkout. If all of them are to go, say allow_empty = true."
    }

    precondition {
      condition     = length(local.emptied) == 0 || var.allow_empty
      error_message = "There are no secrets any more of ${join(", ", local.emptied)} below '${local.directory}', and the bucket of '${var.environment}' has some: they would be deleted, with their old versions. Look at the checkout. If they are to go, say allow_empty = true."
    }
  }
}

resource "aws_s3_bucket_public_access_block" "this" {
  bucket = aws_s3_bucket.this.bucket

  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_ownership_controls" "this" {
  bucket = aws_s3_bucket.this.bucket

  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

# What is in the bucket is ciphertext already. With a key of KMS here, who reads or deploys needs rights on that one as well.
# `coffer push` says nothing of encryption: what it uploads gets this.
resource "aws_s3_bucket_server_side_encryption_configuration" "this" {
  bucket = aws_s3_bucket.this.bucket

  rule {
    bucket_key_enabled = local.bucket_key_enabled

    apply_server_side_encryption_by_default {
      sse_algorithm     = local.at_rest
      kms_master_key_id = local.storage_key_arn
    }
  }
}

locals {
  at_rest         = var.storage_key == null ? "AES256" : "aws:kms"
  storage_key_arn = var.storage_key == null ? null : var.storage_key.arn

  # One data key for many objects. The context is then the bucket, and not the object: policies below name it so.
  bucket_key_enabled = var.storage_key == null ? null : true
}

resource "aws_s3_bucket_lifecycle_configuration" "this" {
  # Without versioning there are no old versions to speak of.
  bucket = aws_s3_bucket_versioning.this.bucket

  rule {
    id     = "unfinished-uploads"
    status = "Enabled"

    filter {}

    abort_incomplete_multipart_upload {
      days_after_initiation = 7
    }
  }

  dynamic "rule" {
    for_each = var.noncurrent_version_days == null ? [] : [var.noncurrent_version_days]

    content {
      id     = "old-versions"
      status = "Enabled"

      filter {}

      noncurrent_version_expiration {
        noncurrent_days = rule.value
      }

      # What is left of a deleted object when its last version is gone.
      expiration {
        expired_object_delete_marker = true
      }
    }
  }
}
