output "services" {
  description = "By service: `container_environment` (the variables for a container definition, as a list of name and value), `variables` (the same as a map), `release` (the value of COFFER_RELEASE; null without `releases`), `reader_policy_json`, `writer_policy_json` and `mover_policy_json`."
  value = {
    for service in local.services : service => {
      container_environment = [for name, value in local.variables[service] : { name = name, value = value }]
      variables             = local.variables[service]
      release               = lookup(local.variables[service], "COFFER_RELEASE", null)
      reader_policy_json    = local.reader_policies[service]
      writer_policy_json    = local.writer_policies[service]
      mover_policy_json     = local.mover_policies[service]
    }
  }
}

output "bucket" {
  description = "Name of the bucket."
  value       = local.bucket
}

output "key_arn" {
  description = "ARN of the key."
  value       = local.key_arn
}

output "key_alias" {
  description = "Alias of the key made here, for `key` in coffer.json; null for an existing key."
  value       = one(aws_kms_alias.this[*].name)
}

output "key_policy_json" {
  description = "Policy of the key: who administers it cannot use it, and nothing opens without its context. For a key made elsewhere, to be set there."
  value       = local.key_policy
}

output "mover_policy_json" {
  description = "IAM policy for who re-encrypts secrets between keys (`coffer rekey`, `mv`, `cp`, `adopt`), for as long as the work takes: with a key of their own, they can read everything there. Once for each of the keys."
  value       = local.mover_policies[""]
}

output "deployer_policy_json" {
  description = "IAM policy for who runs `terraform apply` day by day: it writes objects, changes neither key nor bucket, and opens nothing."
  value       = local.deployer_policy
}

output "writer_policy_json" {
  description = "IAM policy for who seals secrets of any service, and reads none. Re-encrypting within the key is among it: who has it and reads one service can re-seal another service's secrets for that one. Where that matters, use those of `services`."
  value       = local.writer_policies[""]
}

output "administrator_policy_json" {
  description = "IAM policy for who administers key and bucket, and can neither seal nor open."
  value       = local.administrator_policy
}

output "bootstrap_policy_json" {
  description = "IAM policy for who runs an apply that changes key or bucket: that of the administrator, and the objects, which Terraform looks at each time."
  value       = local.bootstrap_policy
}

locals {
  names = { for service in local.services : service => sort([for file in lookup(local.secrets, service, []) : trimprefix(file, "${service}/")]) }

  variables = {
    for service in local.services : service => merge(
      {
        COFFER_BUCKET      = local.bucket
        COFFER_ENVIRONMENT = var.environment
        COFFER_KEY         = local.key_arn
        COFFER_SERVICE     = service
      },
      # A release has all names; a listing has what is there.
      var.releases
      ? { for name in ["COFFER_RELEASE"] : name => "sha256:${sha256(local.releases[service])}@${aws_s3_object.release[service].version_id}" }
      : { for name in ["COFFER_REQUIRE"] : name => join(",", local.names[service]) if length(local.names[service]) > 0 },
    )
  }
}
