# A multi-region key, and its replica: the same key material, so what one seals the other opens. A key cannot become one later:
# existing secrets are moved to it with `coffer rekey`.
resource "aws_kms_key" "secrets" {
  description             = "Seals the secrets of production"
  multi_region            = true
  enable_key_rotation     = true
  deletion_window_in_days = 30

  # The policy is below: what it says, the module knows by the key's ARN.
  lifecycle {
    ignore_changes = [policy]
  }
}

resource "aws_kms_key_policy" "secrets" {
  key_id = aws_kms_key.secrets.key_id
  policy = module.secrets.key_policy_json

  # It lets nobody make another replica, whose policy would be its maker's choice.
  depends_on = [aws_kms_replica_key.secrets]
}

resource "aws_kms_alias" "secrets" {
  name          = "alias/production-secrets"
  target_key_id = aws_kms_key.secrets.key_id
}

# A replica has a policy of its own, and without it opens for the whole account.
resource "aws_kms_replica_key" "secrets" {
  provider = aws.replica

  description             = "Opens the secrets of production"
  primary_key_arn         = aws_kms_key.secrets.arn
  deletion_window_in_days = 30
  policy                  = module.secrets.key_policy_json
}

resource "aws_kms_alias" "replica" {
  provider = aws.replica

  name          = "alias/production-secrets"
  target_key_id = aws_kms_replica_key.secrets.key_id
}
