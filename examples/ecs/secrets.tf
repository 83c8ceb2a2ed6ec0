# Key, bucket, objects and policies of the environment. The secrets are the files staging/<service>/<name> in this folder.
module "secrets" {
  source = "../../terraform"

  environment = "staging"

  # The service is there before its first secret.
  services = ["api"]
}

output "secrets_key" {
  description = "The key to seal with: key in coffer.json"
  value       = module.secrets.key_alias
}
