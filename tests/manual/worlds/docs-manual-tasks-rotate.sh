before() {
  a_repository staging
  has staging/api/{db-password,session-key}
  commit
  coffer push staging
}
