before() { a_service_to_run; }

# Compose checks and reads the file; what would be a container is a process.
docker-compose() {
  case $1 in
    up) command docker-compose config | /usr/bin/python3 "$manual_root/tests/manual/containers.py" compose ;;
    *) command docker-compose "$@" ;;
  esac
}
