# The key never leaves KMS: data is sent to it to be encrypted and decrypted.
resource "aws_kms_key" "secrets" {
  description         = "master encryption key for secrets"
  enable_key_rotation = true
}

# The name that authors use on the command line.
resource "aws_kms_alias" "secrets" {
  name          = "alias/secrets"
  target_key_id = aws_kms_key.secrets.key_id
}

# Where the encrypted secrets are stored, one object each. One bucket for each environment, which is the
# Terraform workspace. Bucket names are global: put your organization's name in front.
resource "aws_s3_bucket" "secrets" {
  bucket = "${terraform.workspace}-secrets"
}

# The article's `acl = "private"` is an argument of its own resource today, and buckets are private without it.
# This also refuses every later attempt to make the bucket or an object public.
resource "aws_s3_bucket_public_access_block" "secrets" {
  bucket                  = aws_s3_bucket.secrets.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

variable "files" {
  description = "List of encrypted secret files to upload for this environment. Files must be in ./<env>/<service>/*"
  type        = list(string)
  default     = []
}

# Uploads every file listed in var.files. `for_each`, not `count`: a file that is taken off the list then
# removes its own object, and does not renumber the ones after it.
resource "aws_s3_object" "files" {
  for_each = toset(var.files)

  bucket = aws_s3_bucket.secrets.id
  key    = each.value
  source = "${path.module}/${terraform.workspace}/${each.value}"

  # The article has `etag = md5(file(...))`. An object's ETag is the MD5 of its content only without SSE-KMS
  # and without a multipart upload, so that comparison can show a difference for ever; and `file` refuses bytes
  # that are not UTF-8, which ciphertext is not. `source_hash` compares with the hash of the last upload.
  source_hash = filebase64sha256("${path.module}/${terraform.workspace}/${each.value}")
}
