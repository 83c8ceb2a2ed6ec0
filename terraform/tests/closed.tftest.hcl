# What leaked is closed: by the key's policy, for everybody, under its own context and no other.

mock_provider "aws" {
  source = "./tests/aws"
}

variables {
  environment = "staging"
  directory   = "./tests/fixtures/staging"
}

run "nothing_is_closed_unless_it_is_said" {
  assert {
    condition     = !strcontains(aws_kms_key.this[0].policy, "Closed")
    error_message = "The key closes something that nobody named."
  }
}

run "a_closed_secret_is_denied_to_everybody" {
  variables {
    denied_secrets = ["web/gone", "api/tls/old.key"]
  }

  assert {
    condition = [for statement in jsondecode(aws_kms_key.this[0].policy).Statement : statement if startswith(statement.Sid, "Closed")] == [
      for closed in [["api", "tls/old.key"], ["web", "gone"]] : {
        Sid       = "Closed${substr(sha256("staging/${closed[0]}/${closed[1]}"), 0, 16)}"
        Effect    = "Deny"
        Principal = { AWS = "*" }
        Action    = ["kms:CreateGrant", "kms:Decrypt", "kms:DeriveSharedSecret", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncryptFrom", "kms:ReEncryptTo"]
        Resource  = "*"
        Condition = {
          StringEquals = {
            "kms:EncryptionContext:environment" = "staging"
            "kms:EncryptionContext:service"     = closed[0]
            "kms:EncryptionContext:secret"      = closed[1]
          }
        }
      }
    ]
    error_message = "The key's policy closes something else: ${aws_kms_key.this[0].policy}"
  }

  assert {
    condition     = output.key_policy_json == aws_kms_key.this[0].policy
    error_message = "The output for keys that are made elsewhere lacks what is closed."
  }
}

run "a_key_pair_is_closed_by_its_private_key" {
  variables {
    denied_secrets = ["api/.coffer/private-key"]
  }

  assert {
    condition = [
      for statement in jsondecode(aws_kms_key.this[0].policy).Statement : statement.Condition.StringEquals["kms:EncryptionContext:secret"]
      if startswith(statement.Sid, "Closed")
    ] == [".coffer/private-key"]
    error_message = "The key pair is not closed: ${aws_kms_key.this[0].policy}"
  }
}

run "a_closed_secret_that_is_still_here_is_told" {
  command = plan

  variables {
    denied_secrets = ["api/db-password"]
  }

  expect_failures = [check.closed_secrets_are_gone]
}

run "a_whole_service_is_no_secret" {
  command = plan

  variables {
    denied_secrets = ["api"]
  }

  expect_failures = [var.denied_secrets]
}

run "a_star_closes_nothing_else" {
  command = plan

  variables {
    denied_secrets = ["api/*"]
  }

  expect_failures = [var.denied_secrets]
}

run "another_hidden_file_is_no_secret" {
  command = plan

  variables {
    denied_secrets = ["api/.coffer/public-key.pem"]
  }

  expect_failures = [var.denied_secrets]
}
