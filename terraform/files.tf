# Which files there are, and what is wrong with them. What is wrong goes no further than this file: Terraform shows the
# planned values even where it refuses a plan, so neither content nor hash of a refused file may become part of one.

locals {
  directory = coalesce(var.directory, "${path.root}/${var.environment}")
  files     = var.files == null ? fileset(local.directory, "**") : toset(var.files)

  # An address is environment/service/name, of up to 900 bytes. Names are ASCII, so characters are bytes.
  well_named = {
    for file in local.files : file => (
      can(regex("^[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)+$", file))
      && length("${var.environment}/${file}") <= 900
    )
  }

  # Services may differ by case only, names of one service may not.
  spellings = {
    for file in local.files : join("/", [split("/", file)[0], lower(file)]) => file...
  }
  spelled_once = {
    for file in local.files : file => length(local.spellings[join("/", [split("/", file)[0], lower(file)])]) == 1
  }

  services = var.services != null ? var.services : toset([
    for file in local.files : split("/", file)[0] if local.well_named[file]
  ])
  of_known_service = {
    for file in local.files : file => contains(local.services, split("/", file)[0])
  }

  # A file with a wrong name is not even read.
  readable = {
    for file in local.files : file => local.well_named[file] && local.spelled_once[file] && local.of_known_service[file]
  }
  base64 = {
    for file in local.files : file => local.readable[file] ? filebase64("${local.directory}/${file}") : ""
  }
  bytes = {
    for file, base64 in local.base64 : file => length(base64) / 4 * 3 - (endswith(base64, "==") ? 2 : endswith(base64, "=") ? 1 : 0)
  }

  # 4 MiB of plaintext, and what sealing adds.
  small_enough = { for file, bytes in local.bytes : file => bytes <= 5 * 1024 * 1024 }

  # What every ciphertext starts with: KMS's own (01 01|02 01|02|03 00 78), and messages of the AWS Encryption SDK with key
  # commitment (02 04|05 78).
  is_ciphertext = {
    for file, base64 in local.base64 : file => (
      !local.readable[file] || !var.require_ciphertext || can(regex("^(AQ[EI][BCD]AH[g-j]|Ag[RV]4)", base64))
    )
  }

  # The secrets: files with nothing wrong.
  secrets = toset([
    for file in local.files : file if local.readable[file] && local.small_enough[file] && local.is_ciphertext[file]
  ])
}

# A folder that is misspelled looks just so.
check "secrets_found" {
  assert {
    condition     = length(local.files) > 0
    error_message = "There are no secrets below '${local.directory}'. Before the first one that is as it should be."
  }
}
