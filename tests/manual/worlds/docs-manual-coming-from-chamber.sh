before() {
  a_repository staging
  a_server
}

# What `chamber export --format json` prints.
chamber() { echo '{"db_password":"fake-database-password","smtp_password":"fake mail password"}'; }
