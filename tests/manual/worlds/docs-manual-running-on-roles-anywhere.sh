before() {
  a_service_to_run
  may_read staging-api '{"AWS":"arn:aws:iam::000000000000:root"}' '{}'
  mkdir bin
  # Takes what AWS's helper takes, and gives what it gives: a session of the role.
  cat >bin/aws_signing_helper <<HELPER
#!/bin/sh
unset AWS_CONFIG_FILE AWS_PROFILE
export AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test
case "\$*" in
  "credential-process --certificate /etc/api/cert.pem --private-key /etc/api/key.pem --trust-anchor-arn arn:aws:rolesanywhere:"*" --profile-arn arn:aws:rolesanywhere:"*" --role-arn "*) ;;
  *) exit 64 ;;
esac
[ "\$(stat -c %a certificate.pem)" != 0 ] || { echo "the certificate cannot be read" >&2; exit 1; }
aws sts assume-role --role-session-name x509 --role-arn "\${11}" --query '{Version: \`1\`, AccessKeyId: Credentials.AccessKeyId, SecretAccessKey: Credentials.SecretAccessKey, SessionToken: Credentials.SessionToken, Expiration: Credentials.Expiration}'
HELPER
  chmod +x bin/aws_signing_helper
  touch certificate.pem
  export PATH=$PWD/bin:$PATH
  without_keys
}
