# Key, bucket, objects and policies of the environment. The secrets are the files staging/<service>/<name> in this folder.
module "secrets" {
  source = "../../terraform"

  environment = "staging"

  # Which secrets there are is said by this list, which `coffer set` and `coffer rm` keep: a checkout that lacks files deletes none.
  files = provider::terraform::decode_tfvars(file("${path.root}/staging.tfvars")).files

  # The service is there before its first secret.
  services = ["api"]

  administrators = var.administrators
  deployers      = var.deployers
}

variable "administrators" {
  description = "Who changes key and bucket, and never opens. Empty for the first apply"
  type        = set(string)
  default     = []
}

variable "deployers" {
  description = "Who writes objects, and never opens: the role of deployer/. Empty for the first apply"
  type        = set(string)
  default     = []
}

output "secrets_key" {
  description = "The key to seal with: key in coffer.json"
  value       = module.secrets.key_alias
}

output "key_arn" {
  description = "The key, for `coffer policy deployer staging --key`"
  value       = module.secrets.key_arn
}
