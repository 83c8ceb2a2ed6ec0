before() {
  git init --quiet .
  coffer init staging
  terraform init
  terraform apply
  has staging/api/{db-password,session-key}
  commit
  terraform apply
}
