# None of these can hold a secret: files are named, and read as ciphertext only.

# ---- the environment and its files

variable "environment" {
  description = "Name of the environment, as it stands in the address of every secret (`staging` in `staging/api/db-password`)."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9_-][A-Za-z0-9._-]*$", var.environment))
    error_message = "An environment's name has letters, digits, '.', '_' and '-', and does not start with a dot."
  }
}

variable "directory" {
  description = "Folder of the environment's ciphertexts, one file a secret: `<service>/<name>`. Null: the folder named as the environment, beside the root module."
  type        = string
  default     = null

  validation {
    condition     = var.directory == null || try(length(trimspace(var.directory)) > 0, false)
    error_message = "The folder has no name. Leave directory out for the folder named as the environment."
  }
}

variable "files" {
  description = "The secrets that the environment has, as `<service>/<name>` (the `files` list of the environment's tfvars): each must be there, and no other may be. Null: every file below the folder."
  type        = list(string)
  default     = null

  validation {
    condition     = alltrue([for file in coalesce(var.files, []) : can(regex("^[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)+$", file))])
    error_message = "A file is <service>/<name>: parts of letters, digits, '.', '_' and '-', none of them starting with a dot."
  }

  validation {
    condition     = length(distinct(coalesce(var.files, []))) == length(coalesce(var.files, []))
    error_message = "A file is listed twice."
  }
}

variable "allow_empty" {
  description = "Let an environment, or a service of it, lose its last secret. Without it, an empty folder is an error where the bucket has secrets: a checkout may only lack them."
  type        = bool
  default     = false
  nullable    = false
}

variable "services" {
  description = "The services that have secrets here. Null: those that the files name. With it, files of any other service are refused, and a service may be there before its first secret."
  type        = set(string)
  default     = null

  validation {
    condition     = alltrue([for service in coalesce(var.services, []) : can(regex("^[A-Za-z0-9_-][A-Za-z0-9._-]*$", service))])
    error_message = "A service's name has letters, digits, '.', '_' and '-', and does not start with a dot."
  }
}

variable "require_ciphertext" {
  description = "Refuse, before anything is uploaded, a file that does not start as a KMS or Encryption SDK ciphertext does. Only an emulator with ciphertexts of its own shape needs false."
  type        = bool
  default     = true
  nullable    = false
}

# ---- the key

variable "existing_key" {
  description = "A key that is made elsewhere, by its ARN. Its policy is then not managed here; the output `key_policy_json` is what it should be. Null: a key with rotation is made here."
  type        = object({ arn = string })
  default     = null

  validation {
    condition     = var.existing_key == null || can(regex("^arn:[a-z-]+:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+$", var.existing_key.arn))
    error_message = "The key is not a key's ARN: arn:aws:kms:<region>:<account>:key/<id>. Policies cannot name a key by its alias."
  }
}

variable "key_alias" {
  description = "The name that authors use for the key made here. Null: `alias/<environment>-secrets`."
  type        = string
  default     = null

  validation {
    condition     = var.key_alias == null || can(regex("^alias/[A-Za-z0-9/_-]{1,250}$", var.key_alias))
    error_message = "An alias is 'alias/' and letters, digits, '/', '_' and '-'."
  }

  validation {
    condition     = !startswith(coalesce(var.key_alias, "-"), "alias/aws/")
    error_message = "Aliases that start with 'alias/aws/' are AWS's own."
  }

  validation {
    condition     = var.key_alias != null || can(regex("^[A-Za-z0-9_-]+$", var.environment))
    error_message = "The environment's name has a dot, which an alias cannot have: say key_alias."
  }
}

variable "administrators" {
  description = "ARNs of the IAM roles and users that administer key and bucket, and can never use the key. Empty: whom IAM policies of the account allow to; the bucket is then the deployers'."
  type        = set(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for arn in var.administrators : can(regex("^arn:[a-z-]+:iam::[0-9]{12}:(role|user)/[A-Za-z0-9_+=,.@/-]+$", arn))])
    error_message = "An administrator is not the ARN of an IAM role or user. Of a session, say its role: arn:aws:iam::<account>:role/<name>."
  }

  validation {
    condition     = length(setintersection(var.administrators, var.encrypters)) == 0
    error_message = "Who administers the key cannot use it: a name is in administrators and in encrypters."
  }
}

variable "encrypters" {
  description = "ARNs of the IAM roles and users that seal secrets of the environment; the key's policy alone lets them. Empty: whom IAM policies of the account allow to (outputs `writer_policy_json`)."
  type        = set(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for arn in var.encrypters : can(regex("^arn:[a-z-]+:iam::[0-9]{12}:(role|user)/[A-Za-z0-9_+=,.@/-]+$", arn))])
    error_message = "An encrypter is not the ARN of an IAM role or user. Of a session, say its role: arn:aws:iam::<account>:role/<name>."
  }
}

variable "denied_secrets" {
  description = "Secrets that nobody opens any more, as `<service>/<name>`: every version in every commit and clone, at once. They may be gone from the folder; what leaked stays closed for as long as it stands here. `<service>/.coffer/private-key` closes a service's key pair, and with it the whole service."
  type        = set(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for secret in var.denied_secrets : can(regex("^[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)+$", secret)) || can(regex("^[A-Za-z0-9_-][A-Za-z0-9._-]*/[.]coffer/private-key$", secret))])
    error_message = "A secret is <service>/<name>: parts of letters, digits, '.', '_' and '-', none of them starting with a dot. (And <service>/.coffer/private-key.)"
  }
}

# ---- the bucket

variable "bucket" {
  description = "Name of the bucket, unique in the world. Null: `<environment>-secrets`."
  type        = string
  default     = null

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$", coalesce(var.bucket, "${var.environment}-secrets")))
    error_message = "A bucket's name has 3 to 63 lower-case letters, digits and '-', and starts and ends with a letter or digit. (A dot breaks TLS.) Without one it is <environment>-secrets."
  }
}

variable "deployers" {
  description = "ARNs of the IAM roles and users that run `terraform apply` day by day. Nobody else can then write objects, and they can open none. Name administrators too: without one, the deployers can change the bucket's settings as far as IAM lets them. Empty: whom IAM policies of the account allow to."
  type        = set(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for arn in var.deployers : can(regex("^arn:[a-z-]+:iam::[0-9]{12}:(role|user)/[A-Za-z0-9_+=,.@/-]+$", arn))])
    error_message = "A deployer is not the ARN of an IAM role or user. Of a session, say its role: arn:aws:iam::<account>:role/<name>."
  }
}

variable "storage_key" {
  description = "A key of KMS, by its ARN, that S3 encrypts the objects with at rest once more (SSE-KMS), where a rule asks for it; in the bucket's region. `coffer push` follows the bucket. Who reads or deploys needs rights on it, which their policies then have. Null: S3's own key."
  type        = object({ arn = string })
  default     = null

  validation {
    condition     = var.storage_key == null || can(regex("^arn:[a-z-]+:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+$", var.storage_key.arn))
    error_message = "The key is not a key's ARN: arn:aws:kms:<region>:<account>:key/<id>. Policies cannot name a key by its alias."
  }

  validation {
    condition     = try(var.storage_key.arn != var.existing_key.arn, true)
    error_message = "The key that seals the secrets cannot encrypt the bucket: its policy lets nobody use it without the context of a secret. Say another key."
  }
}

variable "releases" {
  description = "Write a release for each service and pin it. Without, containers list their part of the bucket (`readers_may_list`), and their variables name the secrets without which they do not start (`COFFER_REQUIRE`)."
  type        = bool
  default     = true
  nullable    = false
}

variable "readers_may_list" {
  description = "Let services list their part of the bucket. Only containers that run without COFFER_RELEASE need it."
  type        = bool
  default     = false
  nullable    = false
}

variable "noncurrent_version_days" {
  description = "Days for which replaced and deleted ciphertexts are kept; a task definition older than that cannot be rolled back to. Null: for ever."
  type        = number
  default     = 365

  validation {
    condition     = try(var.noncurrent_version_days >= 1 && var.noncurrent_version_days == floor(var.noncurrent_version_days), var.noncurrent_version_days == null)
    error_message = "The days are not a whole number of 1 or more."
  }
}

# ---- both

variable "deletion_protection" {
  description = "Have AWS refuse to delete key and bucket. `terraform destroy` works after an apply with false."
  type        = bool
  default     = true
  nullable    = false
}

variable "tags" {
  description = "Tags of key and bucket."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for name in keys(var.tags) : !startswith(lower(name), "aws:")])
    error_message = "Tags that start with 'aws:' are AWS's own."
  }
}
