before() {
  a_repository staging
  has staging/api/db-password
  coffer push staging
  a_server
  aws iam create-role --role-name api-task --assume-role-policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Allow",
    "Principal":{"Service":"ecs-tasks.amazonaws.com"},"Action":"sts:AssumeRole"}]}'
  export COFFER_BUCKET=staging-secrets COFFER_ENVIRONMENT=staging COFFER_SERVICE=api COFFER_KEY=alias/staging-secrets
}
