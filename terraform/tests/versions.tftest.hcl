# A release is named by its version: without one, nothing is handed out.

mock_provider "aws" {
  source = "./tests/aws"

  override_resource {
    target = aws_s3_object.release
    values = { version_id = "null" }
  }
}

run "a_bucket_without_versions_is_refused" {
  variables {
    environment = "staging"
    directory   = "./tests/fixtures/staging"
  }

  expect_failures = [aws_s3_object.release["api"], aws_s3_object.release["api-2"], aws_s3_object.release["web"]]
}
