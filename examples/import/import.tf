# What is there and would otherwise be made again. After the first apply this file may go.
#
# The settings of the bucket, and the objects of secrets, are no part of it: Terraform writes them in any case, and to write
# one that is there already replaces it.

import {
  to = module.secrets.aws_s3_bucket.this
  id = var.bucket
}

import {
  to = module.secrets.aws_kms_key.this[0]
  id = var.key_id
}

import {
  to = module.secrets.aws_kms_alias.this[0]
  id = var.key_alias
}
