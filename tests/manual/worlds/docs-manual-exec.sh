before() {
  a_repository staging
  has staging/api/db-password staging/api/tls/server.key
  coffer push staging
  a_server
  export COFFER_BUCKET=staging-secrets COFFER_ENVIRONMENT=staging COFFER_SERVICE=api COFFER_KEY=alias/staging-secrets
}
