before() { a_repository staging; }

# Secrets Manager is no part of coffer-local: what the AWS CLI prints of it.
aws() {
  case "$*" in
    'secretsmanager batch'*)
      echo '{ "SecretValues": [ { "Name": "staging/api/token", "SecretString": "fake-token", "VersionStages": ["AWSCURRENT"] } ], "Errors": [] }' ;;
    'secretsmanager get'*' --query '*) echo '{"username":"app","password":"fake-database-password"}' ;;
    'secretsmanager get'*)
      echo '{ "ARN": "arn:aws:secretsmanager:us-east-1:111122223333:secret:staging/api/db-AbCdEf", "Name": "staging/api/db", "SecretString": "{\"username\":\"app\",\"password\":\"fake\"}" }' ;;
    *) command aws "$@" ;;
  esac
}
