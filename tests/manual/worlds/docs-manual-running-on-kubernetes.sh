server_options() { server_options_of_an_issuer; }

issuer=oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE

before() {
  a_service_to_run
  aws iam create-open-id-connect-provider --url "https://$issuer" --client-id-list sts.amazonaws.com >/dev/null
  may_read staging-api "{\"Federated\":\"arn:aws:iam::000000000000:oidc-provider/$issuer\"}" \
    "{\"StringEquals\":{\"$issuer:sub\":\"system:serviceaccount:default:api\",\"$issuer:aud\":\"sts.amazonaws.com\"}}"
}

# The cluster: a token for each account that a pod may name.
kubectl() {
  local account tokens=$manual_state/tokens
  mkdir -p "$tokens"
  for account in api other; do
    token "$issuer" "system:serviceaccount:default:$account" >"$tokens/$account"
  done
  ROLE_ARN=arn:aws:iam::000000000000:role/staging-api \
    /usr/bin/python3 "$manual_root/tests/manual/containers.py" pod "${3/#-/\/dev\/stdin}" "$tokens"
}
