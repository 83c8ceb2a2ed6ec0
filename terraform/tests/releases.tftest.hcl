# What a release holds, to the byte, and what a container is told of it.

mock_provider "aws" {
  source = "./tests/aws"
}

variables {
  environment = "staging"
  directory   = "./tests/fixtures/staging"
}

run "a_release_holds_the_ciphertexts" {
  assert {
    condition = aws_s3_object.release["api"].content == join("", [
      "{\"environment\":\"staging\",\"secrets\":{",
      "\"db-password\":{\"ciphertext\":\"AQICAHhvZiBhcGkvZGItcGFzc3dvcmQ=\"},",
      "\"tls/server.key\":{\"ciphertext\":\"AgR4b2YgYXBpL3Rscy9zZXJ2ZXIua2V5\"}",
      "},\"service\":\"api\",\"version\":1}",
    ])
    error_message = "The release is not as the readers expect it: ${nonsensitive(aws_s3_object.release["api"].content)}"
  }

  assert {
    condition     = { for service, object in aws_s3_object.release : service => object.key } == { api = "api/.coffer/release.json", api-2 = "api-2/.coffer/release.json", web = "web/.coffer/release.json" }
    error_message = "A release is not where the readers look for it."
  }

  assert {
    condition     = alltrue([for service, object in aws_s3_object.release : object.content_type == "application/json"])
    error_message = "A release is not JSON by its type."
  }

  assert {
    condition     = alltrue([for service, object in aws_s3_object.release : object.etag == md5(object.content)])
    error_message = "A release that somebody changed in the bucket would not be put back."
  }
}

run "up_to_16_kib_are_inline_and_more_is_by_hash_and_version" {
  assert {
    condition     = jsondecode(aws_s3_object.release["web"].content).secrets["limit"] == { ciphertext = filebase64("./tests/fixtures/staging/web/limit") }
    error_message = "A ciphertext of exactly 16 KiB is not inline."
  }

  assert {
    condition = jsondecode(aws_s3_object.release["web"].content).secrets["keystore.p12"] == {
      sha256  = filesha256("./tests/fixtures/staging/web/keystore.p12")
      version = "version-1"
    }
    error_message = "A ciphertext of 16 KiB and a byte is not pinned by hash and version."
  }
}

run "a_release_changes_with_its_own_service_only" {
  variables {
    directory = "./tests/fixtures/odd [folder] {a,b}"
    files     = ["api/db-password"]
  }

  assert {
    condition     = output.services["api"].release != run.a_release_holds_the_ciphertexts.services["api"].release
    error_message = "A service has lost a secret, and its release is the same."
  }
}

# A service whose name starts as another's does.
run "a_release_has_the_files_of_its_own_service_only" {
  assert {
    condition     = keys(jsondecode(aws_s3_object.release["api-2"].content).secrets) == ["db-password"]
    error_message = "The release of 'api-2' is not its one file: ${nonsensitive(aws_s3_object.release["api-2"].content)}"
  }

  assert {
    condition = jsondecode(aws_s3_object.release["api-2"].content).secrets["db-password"] == {
      ciphertext = filebase64("./tests/fixtures/staging/api-2/db-password")
    }
    error_message = "The release of 'api-2' holds another service's ciphertext."
  }
}

run "a_container_is_told_by_variables" {
  assert {
    condition = output.services["api"].container_environment == [
      { name = "COFFER_BUCKET", value = "staging-secrets" },
      { name = "COFFER_ENVIRONMENT", value = "staging" },
      { name = "COFFER_KEY", value = "arn:aws:kms:eu-west-1:111122223333:key/11111111-2222-3333-4444-555555555555" },
      { name = "COFFER_RELEASE", value = "sha256:${sha256(aws_s3_object.release["api"].content)}@version-1" },
      { name = "COFFER_SERVICE", value = "api" },
    ]
    error_message = "The variables of a container definition are not as 'coffer exec' reads them."
  }

  assert {
    condition     = output.services["api"].variables == { for variable in output.services["api"].container_environment : variable.name => variable.value }
    error_message = "The map and the list of variables differ."
  }

  assert {
    condition     = output.services["api"].release == output.services["api"].variables["COFFER_RELEASE"]
    error_message = "The release is not the variable's value."
  }
}

run "without_releases_the_names_are_required" {
  variables {
    releases         = false
    readers_may_list = true
  }

  assert {
    condition     = length(aws_s3_object.release) == 0
    error_message = "There are releases, though none were wanted."
  }

  assert {
    condition = output.services["api"].container_environment == [
      { name = "COFFER_BUCKET", value = output.bucket },
      { name = "COFFER_ENVIRONMENT", value = "staging" },
      { name = "COFFER_KEY", value = output.key_arn },
      { name = "COFFER_REQUIRE", value = "db-password,tls/server.key" },
      { name = "COFFER_SERVICE", value = "api" },
    ]
    error_message = "The container is told otherwise: ${jsonencode(output.services["api"].container_environment)}"
  }

  assert {
    condition     = output.services["api"].release == null
    error_message = "There is the value of a release, and no release."
  }
}

# A variable without a value would name one secret that has no name.
run "without_releases_and_secrets_nothing_is_required" {
  variables {
    releases = false
    services = ["api", "api-2", "web", "worker"]
  }

  assert {
    condition     = keys(output.services["worker"].variables) == ["COFFER_BUCKET", "COFFER_ENVIRONMENT", "COFFER_KEY", "COFFER_SERVICE"]
    error_message = "The container is told otherwise: ${jsonencode(output.services["worker"].variables)}"
  }
}
