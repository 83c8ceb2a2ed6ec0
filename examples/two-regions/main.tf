# One environment in two regions: secrets are sealed and deployed in the first, and open in both.

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

provider "aws" {
  region = var.region
}

provider "aws" {
  alias  = "replica"
  region = var.replica_region
}

variable "region" {
  description = "Where secrets are sealed and deployed"
  type        = string
  default     = "eu-west-1"
}

variable "replica_region" {
  description = "Where they open as well"
  type        = string
  default     = "eu-central-1"
}

variable "bucket" {
  description = "The bucket; the replica's has -replica behind it"
  type        = string
  default     = "acme-production-secrets"
}

module "secrets" {
  source = "../../terraform"

  environment  = "production"
  files        = provider::terraform::decode_tfvars(file("${path.root}/production.tfvars")).files
  bucket       = var.bucket
  existing_key = { arn = aws_kms_key.secrets.arn }
}

output "services" {
  description = "For the task definitions of the first region"
  value       = module.secrets.services
}

# Replicas have the versions of their originals, so the release is the same.
output "replica_services" {
  description = "The same for those of the second"
  value = {
    for name, service in module.secrets.services : name => {
      variables = merge(service.variables, {
        COFFER_BUCKET = aws_s3_bucket.replica.bucket
        COFFER_KEY    = aws_kms_replica_key.secrets.arn
      })

      # The same statements, of the other bucket and the other key.
      reader_policy_json = replace(replace(
        service.reader_policy_json,
        ":s3:::${module.secrets.bucket}", ":s3:::${aws_s3_bucket.replica.bucket}"),
        aws_kms_key.secrets.arn, aws_kms_replica_key.secrets.arn
      )
    }
  }
}
