server_options() { echo --enforce-iam; }

before() {
  a_service_to_run
  aws ecs create-cluster >/dev/null
  may_read staging-api '{"Service":"ecs-tasks.amazonaws.com"}' '{}'
}
