# Which files there are, and what is wrong with them. What is wrong goes no further than this file: Terraform shows the
# planned values even where it refuses a plan, so neither content nor hash of a refused file may become part of one.
#
# spec/what-is-a-secret.json says what is a secret, for this module and for the command line.

locals {
  folder = coalesce(var.directory, "${path.root}/${var.environment}")

  # From where Terraform runs to the folder. The path is part of every object's plan: where a checkout lies must not matter.
  here        = split("/", abspath("."))
  there       = split("/", abspath(local.folder))
  shared      = length([for i in range(min(length(local.here), length(local.there))) : i if slice(local.here, 0, i + 1) == slice(local.there, 0, i + 1)])
  way         = join("/", concat([for _ in range(length(local.here) - local.shared) : ".."], slice(local.there, local.shared, length(local.there))))
  is_absolute = can(regex("^(/|[A-Za-z]:)", local.folder))
  directory   = local.is_absolute && local.shared > 0 ? coalesce(local.way, ".") : local.folder

  # A folder's name may have what a pattern gives another meaning. (Another drive of Windows shares nothing with this one.)
  below = local.way == "" ? "" : "${local.way}/"
  all = local.shared == 0 ? fileset(local.folder, "**") : toset([
    for path in fileset(".", "${replace(local.below, "/([][{}*?\\\\])/", "\\$1")}**") : trimprefix(path, local.below)
  ])

  # The key pairs of services, for the format "service". A private key is sealed by KMS, and becomes part of its service's release;
  # one that is not sealed stays among the files, and is refused as one of them.
  pair_files = { for file in local.all : file => basename(file) if can(regex("^[A-Za-z0-9_-][A-Za-z0-9._-]*/[.]coffer/(public-key[.]pem|private-key)$", file)) }
  sealed_seeds = {
    for file, name in local.pair_files : split("/", file)[0] => filebase64("${local.directory}/${file}")
    if name == "private-key" && can(regex(var.require_ciphertext ? "^(AQ[EI][BCD]AH[g-j]|Ag[RV]4)" : ".", filebase64("${local.directory}/${file}")))
  }
  is_of_pair = { for file, name in local.pair_files : file => true if name != "private-key" || can(local.sealed_seeds[split("/", file)[0]]) }

  # What Git and people keep beside secrets.
  found = toset([
    for file in local.all : file
    if !can(regex("(^|/)([.]git(/.*)?|[.]gitkeep|[.]gitignore|[.]gitattributes)$", file)) && !lookup(local.is_of_pair, file, false)
  ])
  files = var.files == null ? local.found : setunion(local.found, var.files)

  # Maps, since to look something up in a set takes as long as it is large.
  is_found   = { for file in local.found : file => true }
  is_listed  = { for file in coalesce(var.files, local.found) : file => true }
  is_service = { for service in local.services : service => true }

  # An address is environment/service/name, of up to 900 bytes. Names are ASCII, so characters are bytes.
  well_named = {
    for file in local.files : file => (
      can(regex("^[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)+$", file))
      && length("${var.environment}/${file}") <= 900
    )
  }

  # Services may differ by case only, names of one service may not.
  spelling  = { for file in local.files : file => join("/", [split("/", file)[0], lower(file)]) }
  spellings = { for file, spelling in local.spelling : spelling => file... }

  services = var.services != null ? var.services : toset([for file, well_named in local.well_named : split("/", file)[0] if well_named])

  # What is wrong with a file before it is read. The first of these is what it is refused for.
  misplaced = {
    for file in local.files : file => (
      can(regex("^[^/]+/[.]coffer/next-private-key$", file)) ? "was left by a rotation of the key pair that was interrupted: no one key opens all of the service's files. 'coffer key rotate ${var.environment}/${split("/", file)[0]}' finishes it."
      : lookup(local.pair_files, file, "") == "private-key" ? "is not sealed by KMS, and is not uploaded. 'coffer key create' makes a key pair; where this was a private key, change what was sealed for it."
      : !local.well_named[file] ? "is not <service>/<name>: parts of letters, digits, '.', '_' and '-', none of them starting with a dot, up to 900 bytes. Rename it, or move it out of the folder."
      : length(local.spellings[local.spelling[file]]) > 1 ? "differs from another file by upper and lower case only. Rename one of the two."
      : !lookup(local.is_found, file, false) ? "is in 'files', and there is no such file. If it should be there, look at the checkout (a submodule? a sparse checkout?); if the secret is to go, take it off the list, as 'coffer rm' does."
      : !lookup(local.is_service, split("/", file)[0], false) ? "is of a service that is not in services. Add the service, or move the file."
      : ""
    )
  }

  base64 = { for file, problem in local.misplaced : file => problem == "" ? filebase64("${local.directory}/${file}") : "" }
  bytes = {
    for file, base64 in local.base64 : file => length(base64) / 4 * 3 - (endswith(base64, "==") ? 2 : endswith(base64, "=") ? 1 : 0)
  }

  # 4 MiB of plaintext, and what sealing adds.
  most_bytes = 5 * 1024 * 1024

  # What every ciphertext starts with: KMS's own (01 01|02 01|02|03 00 78), messages of the AWS Encryption SDK with key
  # commitment (02 04|05 78), and files for a service's key pair ("coffer", version 1, its algorithms).
  ciphertext = "^(AQ[EI][BCD]AH[g-j]|Ag[RV]4|${local.for_pair})"
  for_pair   = "Y29mZmVyAAFkegABAA[I-L]"

  # The key pairs that a service's files are sealed for: 45 of the first 46 bytes, most of which are the public key's id.
  is_for_pair = { for file, base64 in local.base64 : file => can(regex("^${local.for_pair}", base64)) }
  pair_ids    = { for file, is_for_pair in local.is_for_pair : split("/", file)[0] => substr(local.base64[file], 0, 60)... if is_for_pair }
  pairs       = { for service, ids in local.pair_ids : service => length(distinct(ids)) }

  problems = {
    for file, problem in local.misplaced : file => (
      problem != "" ? problem
      : local.bytes[file] > local.most_bytes ? "is too large for a secret: 5 MiB is the most. Keep the file elsewhere, and its key here."
      : var.require_ciphertext && !can(regex(local.ciphertext, local.base64[file])) ? "is not ciphertext, and is not uploaded. If it is a value, seal it ('coffer set ${var.environment}/${file}') and change it, since it is in the repository; if it is the Base64 text of the AWS CLI, decode it."
      : local.is_for_pair[file] && !can(local.sealed_seeds[split("/", file)[0]]) ? "is sealed for a key pair, and '${split("/", file)[0]}/.coffer/private-key' is not here: nothing would open it. Look at the checkout."
      : local.is_for_pair[file] && lookup(local.pairs, split("/", file)[0], 0) > 1 ? "and another file of its service are sealed for two key pairs, and a container has one. 'coffer verify' tells which is wrong."
      : local.is_for_pair[file] && !var.releases ? "is sealed for a key pair, which opens from a bucket through a pinned release only, and 'releases' is false."
      : !lookup(local.is_listed, file, false) ? "is not in 'files'. Add it there, as 'coffer set' does, or remove the file."
      : ""
    )
  }

  # The secrets: files with nothing wrong, by service.
  secrets = { for file, problem in local.problems : split("/", file)[0] => file... if problem == "" }
}

# ---- what is not here was not deleted

# What the bucket has. Where there is no bucket yet, it is not known before the apply, and then it is nothing.
data "aws_s3_objects" "uploaded" {
  bucket   = local.made_bucket
  max_keys = 1000000
}

locals {
  # By way of a local value: what names the bucket itself, Terraform reads only after the apply where the bucket changes, be it
  # a tag.
  made_bucket = aws_s3_bucket.this.id

  uploaded = [for key in data.aws_s3_objects.uploaded.keys : key if !can(regex("(^|/)[.]coffer/", key))]

  # A service that the list no longer has was taken off by somebody. One that is only not here was not.
  emptied = var.files != null || length(local.files) == 0 ? [] : sort(setsubtract(
    [for key in local.uploaded : split("/", key)[0]],
    [for file in local.files : split("/", file)[0]],
  ))
}

# With 'depends_on' in the module's block, and a change of what is named there in the same plan, nothing is read before the apply, and the
# objects are deleted before it is. A condition that is not known yet passes, but a count has to be known: it is that of nothing, always 0.
data "aws_partition" "bucket_was_not_compared" {
  count = (var.files != null && length(local.files) > 0) || var.allow_empty ? 0 : length(data.aws_partition.current.partition) * 0 # The module has depends_on: without 'files', it cannot tell what would be deleted.
}

# A folder that is misspelled looks just so.
check "secrets_found" {
  assert {
    condition     = length(local.files) > 0
    error_message = "There are no secrets below '${local.directory}'. Before the first one that is as it should be."
  }
}

# What is closed and still here is in its service's release, which then does not start.
check "closed_secrets_are_gone" {
  assert {
    condition     = length(setintersection(var.denied_secrets, keys(local.problems))) == 0
    error_message = "In denied_secrets, and still among the files, so that their services do not start: ${join(", ", setintersection(var.denied_secrets, keys(local.problems)))}. Seal the new value under a new name, and take the old one off with 'coffer rm'."
  }
}
