before() {
  a_repository staging
  has staging/api/db-password
  commit
  coffer push staging
  git clone --quiet --bare . "$HOME/secrets.git"
  aws iam create-role --role-name engineer --assume-role-policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Allow",
    "Principal":{"AWS":"arn:aws:iam::000000000000:root"},"Action":"sts:AssumeRole"}]}'
}

repository=$HOME/secrets.git
[[ -d logs ]] || { mkdir logs && printf '{"Records":[]}' >logs/trail.json; }
