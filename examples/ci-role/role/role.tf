# Tokens of GitHub's pipelines. An account has one of these: where it is there already, use it by a data source.
resource "aws_iam_openid_connect_provider" "github" {
  url            = "https://token.actions.githubusercontent.com"
  client_id_list = ["sts.amazonaws.com"]
}

data "aws_iam_policy_document" "pipeline_may_assume" {
  statement {
    actions = ["sts:AssumeRoleWithWebIdentity"]

    principals {
      type        = "Federated"
      identifiers = [aws_iam_openid_connect_provider.github.arn]
    }

    condition {
      test     = "StringEquals"
      variable = "token.actions.githubusercontent.com:aud"
      values   = ["sts.amazonaws.com"]
    }

    # Jobs that GitHub lets into this environment: say there who has to approve them, and from which branch they come.
    # A pattern such as repo:owner/name:* would let the pipeline of any pull request in.
    condition {
      test     = "StringEquals"
      variable = "token.actions.githubusercontent.com:sub"
      values   = ["repo:${var.repository}:environment:${var.environment}"]
    }
  }
}

resource "aws_iam_role" "deployer" {
  name                 = "${var.environment}-secrets-deployer"
  description          = "Deploys the secrets of ${var.environment}, and can open none"
  assume_role_policy   = data.aws_iam_policy_document.pipeline_may_assume.json
  max_session_duration = 3600
}

# All that it may do to the secrets. There is no kms:Decrypt in it, and the key's policy denies it to this role by name.
resource "aws_iam_role_policy" "secrets" {
  name   = "secrets"
  role   = aws_iam_role.deployer.id
  policy = file(var.policy_file)
}

# And Terraform's own state, with its lock beside it. It holds ciphertexts only.
data "aws_iam_policy_document" "state" {
  statement {
    actions   = ["s3:ListBucket"]
    resources = ["arn:${data.aws_partition.current.partition}:s3:::${var.state_bucket}"]
  }

  statement {
    actions   = ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"]
    resources = ["arn:${data.aws_partition.current.partition}:s3:::${var.state_bucket}/${var.environment}/secrets.tfstate*"]
  }
}

resource "aws_iam_role_policy" "state" {
  name   = "state"
  role   = aws_iam_role.deployer.id
  policy = data.aws_iam_policy_document.state.json
}
