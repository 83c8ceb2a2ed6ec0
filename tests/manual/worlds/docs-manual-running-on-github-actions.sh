server_options() { server_options_of_an_issuer; }

issuer=token.actions.githubusercontent.com

# What GitHub sets in a job that may ask for tokens, and the page's own variables.
before() {
  a_service_to_run
  aws iam create-open-id-connect-provider --url "https://$issuer" --client-id-list sts.amazonaws.com >/dev/null
  may_read ci "{\"Federated\":\"arn:aws:iam::000000000000:oidc-provider/$issuer\"}" \
    "{\"StringEquals\":{\"$issuer:sub\":\"repo:acme/api:environment:staging\",\"$issuer:aud\":\"sts.amazonaws.com\"}}"
  without_keys
  unset COFFER_BUCKET COFFER_ENVIRONMENT COFFER_SERVICE COFFER_KEY COFFER_RELEASE
  export AWS_ROLE_ARN=arn:aws:iam::000000000000:role/ci AWS_WEB_IDENTITY_TOKEN_FILE=$manual_state/aws-token
  export ACTIONS_ID_TOKEN_REQUEST_TOKEN=of-this-job ACTIONS_ID_TOKEN_REQUEST_URL='https://pipelines.example/token?version=2'
}

# GitHub, as a job asks it.
curl() {
  local repository=acme/api
  [[ ${*: -1} == "$ACTIONS_ID_TOKEN_REQUEST_URL&audience=sts.amazonaws.com" ]] || return 22
  [[ $* == *'bearer of-this-job'* ]] || repository=someone/else
  printf '{"count":1,"value":"%s"}' "$(token "$issuer" "repo:$repository:environment:staging")"
}
