before() {
  a_repository staging
  has staging/api/{db-password,session-key}
  commit
  coffer push staging
  has staging/api/db-password
  printf 'the wrong value' | coffer set staging/api/db-password
  commit 'api: another database password'
  coffer push staging
}
