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
      for file in ["api/db-password", "api/tls/server.key", "web/keystore.p12", "web/limit", "web/session-key"] : file => file
    }
    error_message = "The objects are not the files."
  }

  assert {
    condition     = alltrue([for file, object in aws_s3_object.secret : object.source_hash == filesha256("./tests/fixtures/staging/${file}")])
    error_message = "An object is not compared with its file's content."
  }

  assert {
    condition     = alltrue([for file, object in aws_s3_object.secret : object.source == "./tests/fixtures/staging/${file}" && object.content == null])
    error_message = "An object is not read from its file."
  }

  assert {
    condition     = keys(output.services) == ["api", "web"]
    error_message = "The services are not those of the files."
  }
}

run "a_list_of_files_is_the_whole_truth" {
  variables {
    files = ["api/db-password"]
  }

  assert {
    condition     = keys(aws_s3_object.secret) == ["api/db-password"] && keys(output.services) == ["api"]
    error_message = "More or less than the listed files is uploaded."
  }
}

run "a_service_can_be_there_before_its_first_secret" {
  variables {
    services = ["api", "web", "worker"]
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

  expect_failures = [aws_s3_object.secret["api/.gitkeep"]]
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
    files = ["api/${join("", [for _ in range(900) : "x"])}"]
  }

  expect_failures = [aws_s3_object.secret]
}

run "names_that_differ_by_case_only" {
  command = plan

  variables {
    files = ["api/db-password", "api/DB-password"]
  }

  expect_failures = [aws_s3_object.secret["api/db-password"], aws_s3_object.secret["api/DB-password"]]
}

run "a_service_that_is_not_in_services" {
  command = plan

  variables {
    services = ["api"]
  }

  expect_failures = [
    aws_s3_object.secret["web/keystore.p12"],
    aws_s3_object.secret["web/limit"],
    aws_s3_object.secret["web/session-key"],
  ]
}
