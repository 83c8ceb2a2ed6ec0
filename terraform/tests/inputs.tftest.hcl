# Every rule of every input, by what breaks it.

mock_provider "aws" {
  source = "./tests/aws"
}

variables {
  environment = "staging"
  directory   = "./tests/fixtures/staging"
}

# None of the inputs that take text takes just any: a passphrase is refused by each. What is left are a path and tags.
run "no_input_takes_a_plaintext" {
  command = plan

  variables {
    environment  = "correct horse battery staple"
    files        = ["correct horse battery staple"]
    services     = ["correct horse battery staple"]
    existing_key = { arn = "correct horse battery staple" }
    encrypters   = ["correct horse battery staple"]
    deployers    = ["correct horse battery staple"]
  }

  expect_failures = [var.environment, var.files, var.services, var.existing_key, var.encrypters, var.deployers]
}

# These are looked at when the ones above are right.
run "no_other_input_takes_a_plaintext" {
  command = plan

  variables {
    key_alias      = "correct horse battery staple"
    administrators = ["correct horse battery staple"]
    bucket         = "correct horse battery staple"
    denied_secrets = ["correct horse battery staple"]
  }

  expect_failures = [var.key_alias, var.administrators, var.bucket, var.denied_secrets]
}

run "an_environment_with_a_slash" {
  command = plan

  variables {
    environment = "staging/api"
    bucket      = "some-secrets"
    key_alias   = "alias/secrets"
  }

  expect_failures = [var.environment]
}

run "a_hidden_environment" {
  command = plan

  variables {
    environment = ".staging"
    bucket      = "some-secrets"
    key_alias   = "alias/secrets"
  }

  expect_failures = [var.environment]
}

run "a_folder_without_a_name" {
  command = plan

  variables {
    directory = " "
  }

  expect_failures = [var.directory]
}

run "a_file_that_leaves_the_folder" {
  command = plan

  variables {
    files = ["../production/api/db-password"]
  }

  expect_failures = [var.files]
}

run "an_absolute_file" {
  command = plan

  variables {
    files = ["/etc/passwd"]
  }

  expect_failures = [var.files]
}

run "a_file_without_a_service" {
  command = plan

  variables {
    files = ["db-password"]
  }

  expect_failures = [var.files]
}

run "a_hidden_file" {
  command = plan

  variables {
    files = ["api/.env"]
  }

  expect_failures = [var.files]
}

run "a_file_listed_twice" {
  command = plan

  variables {
    files = ["api/db-password", "api/db-password"]
  }

  expect_failures = [var.files]
}

run "a_service_with_a_slash" {
  command = plan

  variables {
    services = ["api/tls"]
  }

  expect_failures = [var.services]
}

run "a_hidden_service" {
  command = plan

  variables {
    services = [".coffer"]
  }

  expect_failures = [var.services]
}

run "an_alias_as_key" {
  command = plan

  variables {
    existing_key = { arn = "arn:aws:kms:eu-west-1:111122223333:alias/secrets" }
  }

  expect_failures = [var.existing_key]
}

run "a_key_id_without_its_arn" {
  command = plan

  variables {
    existing_key = { arn = "11111111-2222-3333-4444-555555555555" }
  }

  expect_failures = [var.existing_key]
}

run "an_alias_without_its_prefix" {
  command = plan

  variables {
    key_alias = "secrets"
  }

  expect_failures = [var.key_alias]
}

run "an_alias_of_aws" {
  command = plan

  variables {
    key_alias = "alias/aws/secrets"
  }

  expect_failures = [var.key_alias]
}

run "an_environment_that_no_alias_can_be_named_after" {
  command = plan

  variables {
    environment = "staging.eu"
    bucket      = "staging-eu-secrets"
  }

  expect_failures = [var.key_alias]
}

run "an_administrator_that_is_the_account" {
  command = plan

  variables {
    administrators = ["arn:aws:iam::111122223333:root"]
  }

  expect_failures = [var.administrators]
}

run "an_administrator_by_session" {
  command = plan

  variables {
    administrators = ["arn:aws:sts::111122223333:assumed-role/admin/session"]
  }

  expect_failures = [var.administrators]
}

run "an_administrator_who_encrypts" {
  command = plan

  variables {
    administrators = ["arn:aws:iam::111122223333:role/admin"]
    encrypters     = ["arn:aws:iam::111122223333:role/admin", "arn:aws:iam::111122223333:role/author"]
  }

  expect_failures = [var.administrators]
}

run "an_encrypter_with_a_wildcard" {
  command = plan

  variables {
    encrypters = ["arn:aws:iam::111122223333:role/*"]
  }

  expect_failures = [var.encrypters]
}

run "a_deployer_that_is_an_account_id" {
  command = plan

  variables {
    deployers = ["111122223333"]
  }

  expect_failures = [var.deployers]
}

run "a_bucket_in_upper_case" {
  command = plan

  variables {
    bucket = "Staging-secrets"
  }

  expect_failures = [var.bucket]
}

run "a_bucket_with_a_dot" {
  command = plan

  variables {
    bucket = "staging.secrets"
  }

  expect_failures = [var.bucket]
}

run "a_bucket_with_a_name_too_long" {
  command = plan

  variables {
    bucket = join("", [for _ in range(64) : "x"])
  }

  expect_failures = [var.bucket]
}

run "an_environment_that_no_bucket_can_be_named_after" {
  command = plan

  variables {
    environment = "Staging"
  }

  expect_failures = [var.bucket]
}

run "no_days" {
  command = plan

  variables {
    noncurrent_version_days = 0
  }

  expect_failures = [var.noncurrent_version_days]
}

run "half_a_day" {
  command = plan

  variables {
    noncurrent_version_days = 1.5
  }

  expect_failures = [var.noncurrent_version_days]
}

run "a_tag_of_aws" {
  command = plan

  variables {
    tags = { "aws:owner" = "someone" }
  }

  expect_failures = [var.tags]
}

run "a_tag_of_aws_in_upper_case" {
  command = plan

  variables {
    tags = { "AWS:owner" = "someone" }
  }

  expect_failures = [var.tags]
}

# ---- and what is allowed

run "every_form_that_is_right" {
  variables {
    environment             = "Staging_1"
    bucket                  = "acme-staging-1-secrets"
    key_alias               = "alias/secrets/staging_1"
    files                   = ["api-2/db-password", "api/db-password", "api/tls/server.key", "web/keystore.p12", "web/limit", "web/session-key"]
    services                = ["api", "api-2", "web", "worker"]
    administrators          = ["arn:aws-us-gov:iam::111122223333:role/platform/admin"]
    encrypters              = ["arn:aws:iam::111122223333:user/author@example.com"]
    deployers               = ["arn:aws:iam::111122223333:role/ci", "arn:aws:iam::111122223333:role/platform/admin"]
    noncurrent_version_days = null
    tags                    = { owner = "platform" }
  }

  assert {
    condition     = output.bucket == "acme-staging-1-secrets" && output.key_alias == "alias/secrets/staging_1"
    error_message = "The names are not those that were given."
  }

  assert {
    condition     = aws_kms_key.this[0].tags == tomap({ owner = "platform" }) && aws_s3_bucket.this.tags == tomap({ owner = "platform" })
    error_message = "Key and bucket do not carry the tags."
  }

  assert {
    condition     = alltrue([for object in aws_s3_object.secret : object.tags == null])
    error_message = "An object carries tags, of which it takes ten only."
  }

  # Nor do the provider's own tags get onto it. A mocked provider adds none; tests/interop/terraform.sh looks at what the real one does.
  assert {
    condition = alltrue([
      for object in concat(values(aws_s3_object.secret), values(aws_s3_object.release), [aws_s3_object.protection]) :
      [for override in object.override_provider : length(override.default_tags[0].tags)] == [0]
    ])
    error_message = "The provider's tags are added to an object: ${jsonencode([for object in [aws_s3_object.protection] : object.override_provider])}"
  }
}
