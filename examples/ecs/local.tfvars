# What the variables are on coffer-local, which pulls no image and has no network: terraform apply -var-file=local.tfvars
image   = "api"
subnets = ["subnet-local"]
