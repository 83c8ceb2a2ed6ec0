# Key pairs of services, for the format "service": the private key goes into the release, and into no object of its own.

mock_provider "aws" {
  source = "./tests/aws"
}

variables {
  environment = "staging"
  directory   = "./tests/fixtures/pairs"
}

run "a_release_has_the_private_key_of_its_service" {
  assert {
    condition = aws_s3_object.release["api"].content == join("", [
      "{\"environment\":\"staging\",\"privateKey\":\"AQICAHhvZiB0aGUgcHJpdmF0ZSBrZXk=\",\"secrets\":{",
      "\"for-kms\":{\"ciphertext\":\"AQICAHhvZiBhbm90aGVyIGZvcm1hdA==\"},",
      "\"for-pair\":{\"ciphertext\":\"Y29mZmVyAAFkegABAAJmaXJzdCBrZXkgcGFpciwgYnkgaXRzIDMyLWJ5dGUgaWFuZCB0aGUgcmVzdA==\"}",
      "},\"service\":\"api\",\"version\":2}",
    ])
    error_message = "The release is not as the readers expect it: ${nonsensitive(aws_s3_object.release["api"].content)}"
  }

  assert {
    condition     = keys(aws_s3_object.secret) == ["api/for-kms", "api/for-pair", "web/for-kms"]
    error_message = "A file of a key pair became an object, or a secret did not: ${jsonencode(keys(aws_s3_object.secret))}"
  }

  assert {
    condition     = keys(output.services) == ["api", "web"]
    error_message = "The services are not those of the secrets."
  }
}

run "a_service_without_a_pair_has_the_release_that_it_had" {
  assert {
    condition     = aws_s3_object.release["web"].content == "{\"environment\":\"staging\",\"secrets\":{\"for-kms\":{\"ciphertext\":\"AQICAHhvZiBhIHNlcnZpY2Ugd2l0aG91dCBhIHBhaXI=\"}},\"service\":\"web\",\"version\":1}"
    error_message = "The release is not of version 1: ${nonsensitive(aws_s3_object.release["web"].content)}"
  }
}

# A list names secrets, and a key pair is none.
run "a_list_does_not_name_key_pairs" {
  variables {
    files = ["api/for-kms", "api/for-pair", "web/for-kms"]
  }

  assert {
    condition     = jsondecode(aws_s3_object.release["api"].content).version == 2
    error_message = "With a list the private key is left out."
  }
}

run "a_file_for_a_pair_that_is_not_here" {
  command = plan

  variables {
    directory = "./tests/fixtures/pairs-none"
  }

  expect_failures = [aws_s3_object.secret["api/one"]]
}

run "files_for_two_pairs" {
  command = plan

  variables {
    directory = "./tests/fixtures/pairs-two"
  }

  expect_failures = [aws_s3_object.secret["api/one"], aws_s3_object.secret["api/two"]]
}

run "a_private_key_that_is_not_sealed" {
  command = plan

  variables {
    directory = "./tests/fixtures/pairs-plain"
  }

  expect_failures = [aws_s3_object.secret["api/.coffer/private-key"]]
}

# An emulator's ciphertexts have a shape of their own, and so has a private key that it sealed.
run "a_private_key_of_another_shape" {
  variables {
    directory          = "./tests/fixtures/pairs-plain"
    require_ciphertext = false
  }

  assert {
    condition     = keys(aws_s3_object.secret) == ["api/for-kms"]
    error_message = "The private key is no part of a pair: ${jsonencode(keys(aws_s3_object.secret))}"
  }

  assert {
    condition = [for release in [jsondecode(aws_s3_object.release["api"].content)] : [release.version, release.privateKey]] == [
      [2, filebase64("./tests/fixtures/pairs-plain/api/.coffer/private-key")],
    ]
    error_message = "The release is without the private key: ${nonsensitive(aws_s3_object.release["api"].content)}"
  }
}

run "a_rotation_that_was_interrupted" {
  command = plan

  variables {
    directory = "./tests/fixtures/pairs-next"
  }

  expect_failures = [aws_s3_object.secret["api/.coffer/next-private-key"]]
}

run "a_version_of_the_format_that_is_not_known" {
  command = plan

  variables {
    directory = "./tests/fixtures/pairs-version"
  }

  expect_failures = [aws_s3_object.secret["api/one"]]
}

run "a_pair_needs_releases" {
  command = plan

  variables {
    releases = false
  }

  expect_failures = [aws_s3_object.secret["api/for-pair"]]
}
