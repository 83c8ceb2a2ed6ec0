# staging.tfvars
files = ["api/encrypted-password"]
