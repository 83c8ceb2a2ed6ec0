# What the container of the service `api` may do: read its own secrets.
#
# The article allows kms:Encrypt and all of s3:* as well, and says that less is safer. This is the less.
data "aws_iam_policy_document" "api_task_policy" {
  statement {
    sid       = "AllowDecryptWithSecretsKey"
    effect    = "Allow"
    actions   = ["kms:Decrypt"]
    resources = [aws_kms_key.secrets.arn]
  }

  # Only for an entrypoint that finds out by itself which secrets there are.
  statement {
    sid       = "AllowListingOfAPIFolder"
    effect    = "Allow"
    actions   = ["s3:ListBucket"]
    resources = [aws_s3_bucket.secrets.arn]

    condition {
      test     = "StringLike"
      variable = "s3:prefix"
      values   = ["api/*"]
    }
  }

  statement {
    sid       = "AllowReadingInAPIFolder"
    effect    = "Allow"
    actions   = ["s3:GetObject"]
    resources = ["${aws_s3_bucket.secrets.arn}/api/*"]
  }
}

data "aws_iam_policy_document" "ecs_tasks_may_assume" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["ecs-tasks.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "api_task_role" {
  name               = "${terraform.workspace}-api-task"
  assume_role_policy = data.aws_iam_policy_document.ecs_tasks_may_assume.json
}

resource "aws_iam_role_policy" "api_task_policy" {
  name   = "secrets"
  role   = aws_iam_role.api_task_role.id
  policy = data.aws_iam_policy_document.api_task_policy.json
}

data "aws_region" "current" {}

variable "api_image" {
  description = "Image of the service api, with coffer or the entrypoint script in it"
  type        = string
  default     = "example.com/api:1"
}

# Names and places only; the values are opened in the container.
resource "aws_ecs_task_definition" "api_task" {
  family        = "${terraform.workspace}-api"
  task_role_arn = aws_iam_role.api_task_role.arn

  container_definitions = jsonencode([
    {
      name      = "api"
      image     = var.api_image
      memory    = 256
      essential = true

      # With the article's script: entryPoint = ["/entrypoint.sh"].
      entryPoint = ["coffer", "exec", "--only", "encrypted-password", "--as", "DB_PASSWORD=encrypted-password", "--"]
      command    = ["/app/api"]

      environment = [
        # ECS gives a task its credentials, but not always its region.
        { name = "AWS_REGION", value = data.aws_region.current.id },
        { name = "AWS_DEFAULT_REGION", value = data.aws_region.current.id },
        # For the script; coffer reads it where COFFER_BUCKET is not set.
        { name = "SECRETS_BUCKET_NAME", value = aws_s3_bucket.secrets.id },
        { name = "COFFER_ENVIRONMENT", value = terraform.workspace },
        { name = "COFFER_SERVICE", value = "api" },
        { name = "COFFER_KEY", value = aws_kms_key.secrets.arn },
        # As long as the files are made with the article's `aws kms encrypt`.
        { name = "COFFER_BINDING", value = "none" },
      ]
    }
  ])
}
