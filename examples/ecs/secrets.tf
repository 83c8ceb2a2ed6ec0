# Key, bucket, objects and policies of the environment. The secrets are the files staging/<service>/<name> in this folder.
module "secrets" {
  source = "../../terraform"

  environment = "staging"

  # Which secrets there are is said by this list, which `coffer set` and `coffer rm` keep: a checkout that lacks files deletes none.
  files = provider::terraform::decode_tfvars(file("${path.root}/staging.tfvars")).files

  # The service is there before its first secret.
  services = ["api"]
}

output "secrets_key" {
  description = "The key to seal with: key in coffer.json"
  value       = module.secrets.key_alias
}
