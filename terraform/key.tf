# The key that seals the environment's secrets, unless there is one already.

resource "aws_kms_key" "this" {
  count = var.existing_key == null ? 1 : 0

  description             = "Seals the secrets of ${var.environment}"
  enable_key_rotation     = true
  deletion_window_in_days = 30
  policy                  = local.key_policy
  tags                    = var.tags
}

resource "aws_kms_alias" "this" {
  count = var.existing_key == null ? 1 : 0

  name          = local.key_alias
  target_key_id = aws_kms_key.this[0].key_id
}

locals {
  key_arn   = var.existing_key == null ? aws_kms_key.this[0].arn : var.existing_key.arn
  key_alias = coalesce(var.key_alias, "alias/${var.environment}-secrets")

  # Of the key's owner, who may be another account than the bucket's.
  key_account  = var.existing_key == null ? local.account_id : split(":", var.existing_key.arn)[4]
  account_root = "arn:${local.partition}:iam::${local.key_account}:root"

  # A set keeps its order only in a list, and a policy must not change from plan to plan.
  administrators = sort(var.administrators)
  encrypters     = sort(var.encrypters)
  deployers      = sort(var.deployers)

  # Who seals or deploys and does not administer. Without a named administrator, a deployer is one as far as IAM lets.
  not_administering = sort(setunion(var.encrypters, length(var.administrators) == 0 ? [] : setsubtract(var.deployers, var.administrators)))

  # For the root of an account "Allow" means: IAM policies of the account may allow it.
  key_policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      [
        {
          Sid       = "Administer"
          Effect    = "Allow"
          Principal = { AWS = length(local.administrators) == 0 ? [local.account_root] : local.administrators }
          Action    = local.key_administration_actions
          Resource  = "*"
        },
        # Roles get deleted. The root user itself remains, so that the key is never without somebody.
        {
          Sid       = "RootUserRecovers"
          Effect    = "Allow"
          Principal = { AWS = [local.account_root] }
          Action    = local.key_administration_actions
          Resource  = "*"
          Condition = { ArnEquals = { "aws:PrincipalArn" = local.account_root } }
        },
        {
          Sid       = "DescribeByIam"
          Effect    = "Allow"
          Principal = { AWS = [local.account_root] }
          Action    = local.key_metadata_actions
          Resource  = "*"
        },
        {
          Sid       = "Seal"
          Effect    = "Allow"
          Principal = { AWS = length(local.encrypters) == 0 ? [local.account_root] : local.encrypters }
          Action    = local.sealing_actions
          Resource  = "*"
          Condition = local.only_bound
        },
        {
          Sid       = "MoveWithinKey"
          Effect    = "Allow"
          Principal = { AWS = length(local.encrypters) == 0 ? [local.account_root] : local.encrypters }
          Action    = ["kms:ReEncryptFrom"]
          Resource  = "*"
          Condition = merge(local.only_bound, local.on_same_key)
        },
        # No IAM policy of the account, however wide, opens anything of another environment or without a service.
        {
          Sid       = "OpenByIam"
          Effect    = "Allow"
          Principal = { AWS = [local.account_root] }
          Action    = local.opening_actions_of_roles
          Resource  = "*"
          Condition = local.only_bound
        },
      ],
      # IAM policies reach the named ones too: what a role must not do has to be denied.
      [
        for _ in range(length(local.administrators) > 0 ? 1 : 0) : {
          Sid       = "AdministratorsDoNotUse"
          Effect    = "Deny"
          Principal = { AWS = "*" }
          Action    = local.key_use_actions
          Resource  = "*"
          Condition = { ArnEquals = { "aws:PrincipalArn" = local.administrators } }
        }
      ],
      [
        for _ in range(length(local.not_administering) > 0 ? 1 : 0) : {
          Sid       = "OthersDoNotAdminister"
          Effect    = "Deny"
          Principal = { AWS = "*" }
          Action    = local.key_changing_actions
          Resource  = "*"
          Condition = { ArnEquals = { "aws:PrincipalArn" = local.not_administering } }
        }
      ],
      [
        for _ in range(length(local.deployers) > 0 ? 1 : 0) : {
          Sid       = "DeployersDoNotOpen"
          Effect    = "Deny"
          Principal = { AWS = "*" }
          Action    = local.opening_actions
          Resource  = "*"
          Condition = { ArnEquals = { "aws:PrincipalArn" = local.deployers } }
        }
      ],
      [
        for _ in range(var.deletion_protection ? 1 : 0) : {
          Sid       = "NobodyDeletes"
          Effect    = "Deny"
          Principal = { AWS = "*" }
          Action    = ["kms:ScheduleKeyDeletion"]
          Resource  = "*"
        }
      ],
      # Every ciphertext of a secret has its context, those in old commits and clones too. `coffer policy deny` prints the same.
      [
        for secret in sort(var.denied_secrets) : {
          Sid       = "Closed${substr(sha256("${var.environment}/${secret}"), 0, 16)}"
          Effect    = "Deny"
          Principal = { AWS = "*" }
          Action    = local.key_use_actions
          Resource  = "*"
          Condition = {
            StringEquals = merge(local.environment_context, {
              "kms:EncryptionContext:service" = split("/", secret)[0]
              "kms:EncryptionContext:secret"  = trimprefix(secret, "${split("/", secret)[0]}/")
            })
          }
        }
      ],
    )
  })

  only_bound = {
    StringEquals = local.environment_context
    Null         = { "kms:EncryptionContext:service" = "false" }
  }
}
