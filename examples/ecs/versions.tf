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

# Region and credentials come from the usual places: AWS_REGION, AWS_PROFILE, …
provider "aws" {}

data "aws_region" "current" {}
