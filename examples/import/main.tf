# One environment whose bucket and key are there already, and become the module's. README.md has the order.

terraform {
  required_version = ">= 1.9"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.60"
    }

    # A part of Terraform: it reads the list of secrets.
    terraform = {
      source = "terraform.io/builtin/terraform"
    }
  }
}

provider "aws" {}

variable "bucket" {
  description = "The bucket that is there"
  type        = string
}

variable "key_id" {
  description = "The key that is there, by its id and not by its alias"
  type        = string
}

variable "key_alias" {
  description = "Its alias, for example alias/secrets"
  type        = string
}

variable "administrators" {
  description = "Who changes key and bucket. Empty for the first apply"
  type        = set(string)
  default     = []
}

variable "deployers" {
  description = "Who writes objects. Empty for the first apply"
  type        = set(string)
  default     = []
}

module "secrets" {
  source = "../../terraform"

  environment    = "staging"
  files          = provider::terraform::decode_tfvars(file("${path.root}/staging.tfvars")).files
  bucket         = var.bucket
  key_alias      = var.key_alias
  administrators = var.administrators
  deployers      = var.deployers
}

output "secrets" {
  description = "What the module has to say"
  value       = module.secrets
}
