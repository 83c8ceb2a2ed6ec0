# What the pipeline applies: the secrets of one environment. The files are production/<service>/<name> in this folder, and
# production.tfvars lists them: `coffer set` and `coffer rm` keep it. A checkout that lacks files deletes none.

terraform {
  required_version = ">= 1.10" # the backend's lock file

  # The bucket is said at `terraform init`. The pipeline's role may read and write this key, and nothing else in it.
  backend "s3" {
    key          = "production/secrets.tfstate"
    use_lockfile = true
  }

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

variable "administrators" {
  description = "Who changes key and bucket. Empty for the first apply, which is made by hand"
  type        = set(string)
  default     = []
}

variable "deployers" {
  description = "The pipeline's role. Empty for the first apply, which is made by hand"
  type        = set(string)
  default     = []
}

module "secrets" {
  source = "../../../terraform"

  environment    = "production"
  files          = provider::terraform::decode_tfvars(file("${path.root}/production.tfvars")).files
  administrators = var.administrators
  deployers      = var.deployers
}

output "deployer_policy_json" {
  description = "What the pipeline's role needs: policy_file of ../role"
  value       = module.secrets.deployer_policy_json
}
