before() {
  a_repository staging
  commit
}
