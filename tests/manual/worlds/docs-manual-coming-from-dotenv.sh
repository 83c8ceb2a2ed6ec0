before() {
  a_repository staging
  printf 'DB_PASSWORD=fake-database-password\nSMTP_PASSWORD="fake mail password"\n' >.env
}
