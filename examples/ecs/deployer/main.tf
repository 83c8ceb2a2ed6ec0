# Who deploys the example day by day. An administrator applies this: the deployer can change its own role as little as it can
# open a secret.

terraform {
  required_version = ">= 1.9"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.60"
    }
  }
}

provider "aws" {}

variable "principals" {
  description = "ARNs of those who may take the role: a pipeline's role, an author's"
  type        = list(string)
}

variable "policy_file" {
  description = "What `coffer policy deployer staging --key ARN` prints, or the module's output `deployer_policy_json`"
  type        = string
}

variable "state_bucket" {
  description = "Bucket of Terraform's state of the example, under staging/ecs.tfstate"
  type        = string
}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_region" "current" {}

locals {
  partition = data.aws_partition.current.partition
  account   = data.aws_caller_identity.current.account_id

  # Of the services that have regions.
  here = "${data.aws_region.current.id}:${local.account}"
}

output "role_arn" {
  description = "The role: `deployers` of the example"
  value       = aws_iam_role.deployer.arn
}
