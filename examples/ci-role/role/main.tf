# The pipeline's role. Who applies this is a person, with rights to: the pipeline can change its own role as little as it can
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

variable "environment" {
  description = "The environment, of the secrets and of GitHub"
  type        = string
  default     = "production"
}

variable "repository" {
  description = "The repository whose pipeline deploys, as owner/name"
  type        = string

  validation {
    condition     = can(regex("^[A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+$", var.repository))
    error_message = "The repository is not owner/name."
  }
}

variable "policy_file" {
  description = "What `terraform output -raw deployer_policy_json` in ../secrets says, or `coffer policy deployer`"
  type        = string
}

variable "state_bucket" {
  description = "Bucket of the state of ../secrets, under <environment>/secrets.tfstate"
  type        = string
}

data "aws_partition" "current" {}

output "role_arn" {
  description = "The role: deployers of ../secrets, and role-to-assume of the pipeline"
  value       = aws_iam_role.deployer.arn
}
