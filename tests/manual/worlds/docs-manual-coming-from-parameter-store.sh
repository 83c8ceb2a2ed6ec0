before() { a_repository staging; }

# Parameter Store is no part of coffer-local: what the AWS CLI prints of it.
aws() {
  [[ $1 == ssm ]] || { command aws "$@"; return; }
  cat <<'JSON'
{ "Parameters": [
    { "Name": "/staging/api/db-password", "Type": "SecureString", "Value": "fake-database-password", "Version": 3 },
    { "Name": "/staging/api/tls/key", "Type": "String", "Value": "fake\nkey\n", "Version": 1 } ] }
JSON
}
