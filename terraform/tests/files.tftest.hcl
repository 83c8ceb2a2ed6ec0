# Which files become secrets, and what is refused before anything is uploaded.

mock_provider "aws" {
  source = "./tests/aws"
}

variables {
  environment = "staging"
  directory   = "./tests/fixtures/staging"
}

run "every_file_below_the_folder_is_an_object_under_its_address" {
  assert {
    condition = { for key, object in aws_s3_object.secret : key => object.key } == {
      for file in ["api-2/db-password", "api/db-password", "api/tls/server.key", "web/keystore.p12", "web/limit", "web/session-key"] : file => file
    }
    error_message = "The objects are not the files."
  }

  assert {
    condition     = alltrue([for file, object in aws_s3_object.secret : object.source_hash == filesha256("./tests/fixtures/staging/${file}")])
    error_message = "An object is not compared with its file's content."
  }

  assert {
    condition     = alltrue([for file, object in aws_s3_object.secret : object.etag == filemd5("./tests/fixtures/staging/${file}")])
    error_message = "What somebody else puts in an object's place is not found."
  }

  assert {
    condition     = alltrue([for file, object in aws_s3_object.secret : object.source == "./tests/fixtures/staging/${file}" && object.content == null])
    error_message = "An object is not read from its file."
  }

  assert {
    condition     = keys(output.services) == ["api", "api-2", "web"]
    error_message = "The services are not those of the files."
  }
}

run "a_list_of_what_is_there" {
  variables {
    files = ["web/session-key", "api/db-password", "api/tls/server.key", "api-2/db-password", "web/keystore.p12", "web/limit"]
  }

  assert {
    condition     = length(aws_s3_object.secret) == 6 && keys(output.services) == ["api", "api-2", "web"]
    error_message = "The objects are not the listed files."
  }
}

run "a_file_that_is_there_and_not_listed" {
  command = plan

  variables {
    files = ["api/db-password", "api/tls/server.key", "api-2/db-password", "web/keystore.p12", "web/limit"]
  }

  expect_failures = [aws_s3_object.secret["web/session-key"]]
}

run "an_empty_list_beside_files" {
  command = plan

  variables {
    files = []
  }

  expect_failures = [
    aws_s3_object.secret["api-2/db-password"],
    aws_s3_object.secret["api/db-password"],
    aws_s3_object.secret["api/tls/server.key"],
    aws_s3_object.secret["web/keystore.p12"],
    aws_s3_object.secret["web/limit"],
    aws_s3_object.secret["web/session-key"],
  ]
}

run "a_file_that_is_listed_and_not_there" {
  command = plan

  variables {
    files = ["api/db-password", "api/gone", "api/tls/server.key", "api-2/db-password", "web/keystore.p12", "web/limit", "web/session-key"]
  }

  expect_failures = [aws_s3_object.secret["api/gone"]]
}

run "a_list_and_no_folder" {
  command = plan

  variables {
    directory   = "./tests/fixtures/nowhere"
    files       = ["api/db-password"]
    allow_empty = true
  }

  expect_failures = [aws_s3_bucket_versioning.this]
}

# ---- what the bucket has, and this checkout has not

run "an_environment_that_has_become_empty" {
  command = plan

  override_data {
    target = data.aws_s3_objects.uploaded
    values = { keys = [".coffer/protection", "api/.coffer/release.json", "api/db-password"] }
  }

  variables {
    directory = "./tests/fixtures/nowhere"
  }

  expect_failures = [check.secrets_found, aws_s3_bucket_versioning.this]
}

run "an_environment_that_has_become_empty_with_its_list" {
  command = plan

  override_data {
    target = data.aws_s3_objects.uploaded
    values = { keys = ["api/db-password"] }
  }

  variables {
    directory = "./tests/fixtures/nowhere"
    files     = []
  }

  expect_failures = [check.secrets_found, aws_s3_bucket_versioning.this]
}

run "a_service_that_has_become_empty" {
  command = plan

  override_data {
    target = data.aws_s3_objects.uploaded
    values = { keys = ["api-3/token", "api/db-password"] }
  }

  expect_failures = [aws_s3_bucket_versioning.this]
}

run "an_entry_of_services_that_has_become_empty" {
  command = plan

  override_data {
    target = data.aws_s3_objects.uploaded
    values = { keys = ["api/db-password", "worker/token"] }
  }

  variables {
    services = ["api", "api-2", "web", "worker"]
  }

  expect_failures = [aws_s3_bucket_versioning.this]
}

run "empty_because_somebody_said_so" {
  command = plan

  override_data {
    target = data.aws_s3_objects.uploaded
    values = { keys = ["api/db-password", "worker/token"] }
  }

  variables {
    services    = ["api", "api-2", "web", "worker"]
    allow_empty = true
  }
}

run "an_environment_that_is_to_be_empty" {
  command = plan

  override_data {
    target = data.aws_s3_objects.uploaded
    values = { keys = [".coffer/protection", "api/.coffer/release.json", "api/db-password"] }
  }

  variables {
    directory   = "./tests/fixtures/nowhere"
    allow_empty = true
  }

  # Still told, and no error.
  expect_failures = [check.secrets_found]
}

run "all_of_the_bucket_is_looked_at" {
  assert {
    condition     = data.aws_s3_objects.uploaded.bucket == aws_s3_bucket.this.id && data.aws_s3_objects.uploaded.max_keys == 1000000
    error_message = "The list of what is uploaded ends early: max_keys is ${coalesce(data.aws_s3_objects.uploaded.max_keys, 0)}."
  }
}

run "a_service_that_the_list_no_longer_has" {
  command = plan

  override_data {
    target = data.aws_s3_objects.uploaded
    values = { keys = ["api/db-password", "worker/token"] }
  }

  variables {
    files = ["api/db-password", "api/tls/server.key", "api-2/db-password", "web/keystore.p12", "web/limit", "web/session-key"]
  }
}

# A release is no secret: a service may have one before its first.
run "a_service_with_a_release_only" {
  command = plan

  override_data {
    target = data.aws_s3_objects.uploaded
    values = { keys = [".coffer/protection", "api/db-password", "worker/.coffer/release.json"] }
  }

  variables {
    services = ["api", "api-2", "web", "worker"]
  }
}

# ---- where the folder is

run "a_folder_with_the_characters_of_patterns" {
  command = plan

  variables {
    directory = "./tests/fixtures/odd [folder] {a,b}"
  }

  assert {
    condition     = [for object in aws_s3_object.secret : object.source] == ["./tests/fixtures/odd [folder] {a,b}/api/db-password"]
    error_message = "The folder is taken for a pattern."
  }
}

run "an_absolute_folder" {
  command = plan

  variables {
    directory = abspath("./tests/fixtures/odd [folder] {a,b}")
  }

  assert {
    condition     = [for object in aws_s3_object.secret : object.source] == ["tests/fixtures/odd [folder] {a,b}/api/db-password"]
    error_message = "Where the checkout lies is part of the plan."
  }
}

run "an_absolute_folder_beside" {
  command = plan

  variables {
    directory = abspath("../nowhere")
  }

  assert {
    condition     = local.directory == "../nowhere"
    error_message = "The way to a folder outside of the root is not found."
  }

  expect_failures = [check.secrets_found]
}

run "a_service_can_be_there_before_its_first_secret" {
  variables {
    services = ["api", "api-2", "web", "worker"]
  }

  assert {
    condition     = jsondecode(aws_s3_object.release["worker"].content).secrets == {}
    error_message = "The release of a service without secrets is not empty."
  }
}

run "no_folder_is_a_warning" {
  command = plan

  variables {
    directory = "./tests/fixtures/nowhere"
  }

  expect_failures = [check.secrets_found]
}

# ---- what is no ciphertext

# Both bytes after the first have more than one value, and not every one.
run "every_start_of_a_ciphertext" {
  command = plan

  variables {
    directory = "./tests/fixtures/starts"
  }

  assert {
    condition     = keys(aws_s3_object.secret) == [for name in ["kms-1-1", "kms-1-2", "kms-1-3", "kms-2-1", "kms-2-3", "sdk-5"] : "api/${name}"]
    error_message = "The secrets are others: ${jsonencode(keys(aws_s3_object.secret))}"
  }
}

run "almost_the_start_of_a_ciphertext" {
  command = plan

  variables {
    directory = "./tests/fixtures/starts-other"
  }

  expect_failures = [
    aws_s3_object.secret["api/kms-2-0"],
    aws_s3_object.secret["api/kms-2-4"],
    aws_s3_object.secret["api/kms-3-2"],
    aws_s3_object.secret["api/sdk-6"],
  ]
}

run "plaintext" {
  command = plan

  variables {
    directory = "./tests/fixtures/plaintext"
  }

  expect_failures = [aws_s3_object.secret["api/db-password"]]
}

run "base64_text_of_a_ciphertext" {
  command = plan

  variables {
    directory = "./tests/fixtures/base64"
  }

  expect_failures = [aws_s3_object.secret["api/db-password"]]
}

run "an_empty_file" {
  command = plan

  variables {
    directory = "./tests/fixtures/empty"
  }

  expect_failures = [aws_s3_object.secret["api/db-password"]]
}

run "a_link_to_plaintext" {
  command = plan

  variables {
    directory = "./tests/fixtures/link"
  }

  expect_failures = [aws_s3_object.secret["api/db-password"]]
}

run "only_require_ciphertext_lets_other_shapes_in" {
  variables {
    directory          = "./tests/fixtures/plaintext"
    require_ciphertext = false
  }

  assert {
    condition     = keys(aws_s3_object.secret) == ["api/db-password"]
    error_message = "require_ciphertext = false still refuses."
  }
}

# ---- what is no address

run "a_hidden_file" {
  command = plan

  variables {
    directory = "./tests/fixtures/hidden"
  }

  expect_failures = [aws_s3_object.secret["api/.env"]]
}

run "a_file_outside_of_every_service" {
  command = plan

  variables {
    directory = "./tests/fixtures/loose"
  }

  expect_failures = [aws_s3_object.secret["README.md"]]
}

run "a_name_with_a_space" {
  command = plan

  variables {
    directory = "./tests/fixtures/space"
  }

  expect_failures = [aws_s3_object.secret["api/db password"]]
}

run "an_address_of_more_than_900_bytes" {
  command = plan

  variables {
    directory = "./tests/fixtures/link"
    files     = ["api/${join("", [for _ in range(900) : "x"])}"]
  }

  expect_failures = [aws_s3_object.secret]
}

# The file's own part is 15 bytes, and two slashes are in the address: one of them is the file's.
run "an_address_of_900_bytes" {
  command = plan

  variables {
    environment = join("", [for _ in range(900 - length("/api/db-password")) : "x"])
    directory   = "./tests/fixtures/odd [folder] {a,b}"
    bucket      = "some-secrets"
    key_alias   = "alias/secrets"
  }

  assert {
    condition     = [for object in aws_s3_object.secret : length("${var.environment}/${object.key}")] == [900]
    error_message = "The addresses are others: ${jsonencode(keys(aws_s3_object.secret))}"
  }
}

run "an_address_of_901_bytes" {
  command = plan

  variables {
    environment = join("", [for _ in range(901 - length("/api/db-password")) : "x"])
    directory   = "./tests/fixtures/odd [folder] {a,b}"
    bucket      = "some-secrets"
    key_alias   = "alias/secrets"
  }

  expect_failures = [aws_s3_object.secret["api/db-password"]]
}

run "names_that_differ_by_case_only" {
  command = plan

  variables {
    files = ["api/DB-password", "api/db-password", "api/tls/server.key", "api-2/db-password", "web/keystore.p12", "web/limit", "web/session-key"]
  }

  expect_failures = [aws_s3_object.secret["api/db-password"], aws_s3_object.secret["api/DB-password"]]
}

# The start of a ciphertext in its middle is no ciphertext.
run "plaintext_with_a_ciphertext_in_it" {
  command = plan

  variables {
    directory = "./tests/fixtures/inside"
  }

  expect_failures = [aws_s3_object.secret["api/db-password"]]
}

run "a_service_that_is_not_in_services" {
  command = plan

  variables {
    services = ["api"]
  }

  expect_failures = [
    aws_s3_object.secret["api-2/db-password"],
    aws_s3_object.secret["web/keystore.p12"],
    aws_s3_object.secret["web/limit"],
    aws_s3_object.secret["web/session-key"],
  ]
}
