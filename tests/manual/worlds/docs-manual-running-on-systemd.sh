before() { a_service_to_run; }

# The unit with the programs where they are here.
installed() { sed "s,/usr/local/bin/coffer,$(command -v coffer),; s,/usr/local/bin/api,$PWD/server,; s,/etc/api/,$PWD/," api.service; }

# It ends 0 where it only warns, too: a unit of which it says anything is not right.
systemd-analyze() {
  local said
  mkdir -p "$manual_state/checked"
  installed >"$manual_state/checked/api.service"
  said=$(command systemd-analyze verify "$manual_state/checked/api.service" 2>&1) && [[ -z $said ]] || { echo "$said"; return 1; }
}

# The unit's command, with its environment file and the keys of the user that stands for the instance.
systemctl() {
  local variables
  mapfile -t variables <coffer.env
  env -i "PATH=$PATH" "AWS_ENDPOINT_URL=$AWS_ENDPOINT_URL" "AWS_ACCESS_KEY_ID=$AWS_ACCESS_KEY_ID" "AWS_SECRET_ACCESS_KEY=$AWS_SECRET_ACCESS_KEY" \
    "${variables[@]}" sh -c "exec $(installed | sed -n 's/^ExecStart=//p')"
}
