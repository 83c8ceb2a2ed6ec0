before() {
  a_repository staging
  has staging/api/db-password
}
