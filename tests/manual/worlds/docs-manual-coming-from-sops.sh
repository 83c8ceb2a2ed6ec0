before() { a_repository staging; }

# What `sops -d` prints: the file as it was before it was encrypted.
sops() { printf 'db:\n    password: fake-database-password\nsmtp-password: fake mail password\n'; }
