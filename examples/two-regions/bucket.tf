# The bucket of the second region. Nobody writes there but S3's replication.
resource "aws_s3_bucket" "replica" {
  provider = aws.replica
  bucket   = "${var.bucket}-replica"
}

resource "aws_s3_bucket_versioning" "replica" {
  provider = aws.replica
  bucket   = aws_s3_bucket.replica.bucket

  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_public_access_block" "replica" {
  provider = aws.replica
  bucket   = aws_s3_bucket.replica.bucket

  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_policy" "replica" {
  provider = aws.replica
  bucket   = aws_s3_bucket_public_access_block.replica.bucket

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "OnlyTls"
        Effect    = "Deny"
        Principal = "*"
        Action    = "s3:*"
        Resource  = [aws_s3_bucket.replica.arn, "${aws_s3_bucket.replica.arn}/*"]
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      },
      {
        Sid       = "OnlyReplicationWrites"
        Effect    = "Deny"
        Principal = "*"
        Action    = ["s3:DeleteObject*", "s3:PutObject*", "s3:Replicate*"]
        Resource  = ["${aws_s3_bucket.replica.arn}/*"]
        Condition = { ArnNotEquals = { "aws:PrincipalArn" = aws_iam_role.replication.arn } }
      },
    ]
  })
}

resource "aws_s3_bucket_replication_configuration" "secrets" {
  bucket = module.secrets.bucket
  role   = aws_iam_role.replication.arn

  rule {
    id     = "secrets"
    status = "Enabled"

    filter {}

    # A deleted version stays in the replica: a task that was pinned to it still starts there.
    delete_marker_replication {
      status = "Enabled"
    }

    destination {
      bucket = aws_s3_bucket.replica.arn
    }
  }

  # Without versions on both sides S3 refuses it.
  depends_on = [aws_iam_role_policy.replication, aws_s3_bucket_versioning.replica]
}

resource "aws_iam_role" "replication" {
  name = "production-secrets-replication"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "s3.amazonaws.com" }
      Action    = "sts:AssumeRole"
    }]
  })
}

data "aws_partition" "current" {}

# It copies ciphertext, and has no right on the key.
resource "aws_iam_role_policy" "replication" {
  name = "replication"
  role = aws_iam_role.replication.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["s3:GetReplicationConfiguration", "s3:ListBucket"]
        Resource = ["arn:${data.aws_partition.current.partition}:s3:::${module.secrets.bucket}"]
      },
      {
        Effect   = "Allow"
        Action   = ["s3:GetObjectVersionForReplication", "s3:GetObjectVersionTagging"]
        Resource = ["arn:${data.aws_partition.current.partition}:s3:::${module.secrets.bucket}/*"]
      },
      {
        Effect   = "Allow"
        Action   = ["s3:ReplicateDelete", "s3:ReplicateObject", "s3:ReplicateTags"]
        Resource = ["${aws_s3_bucket.replica.arn}/*"]
      },
    ]
  })
}
