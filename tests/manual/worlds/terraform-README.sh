before() {
  git init --quiet .
  on_aws staging
  coffer init staging --module ./terraform
  rm main.tf outputs.tf
  cp -r "$manual_root/terraform" terraform
}

# The page's root, with the task's role.
run_hcl() {
  cat >main.tf
  cat >role.tf <<'ROLE'
resource "aws_iam_role" "api" {
  name               = "staging-api"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole",
    Principal = { Service = "ecs-tasks.amazonaws.com" } }] })
}
ROLE
  terraform init
  terraform plan
}
