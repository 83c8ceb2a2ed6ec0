before() {
  a_repository staging
  has staging/api/db-password
  commit
  # The archive of a release, as a runner gets it.
  tar --create --gzip --dereference --file "$HOME/release.tar.gz" --directory "$(dirname "$(realpath "$(command -v coffer)")")" coffer
}

COFFER_URL=file://$HOME/release.tar.gz
[[ ! -f $HOME/release.tar.gz ]] || COFFER_SHA256=$(sha256sum "$HOME/release.tar.gz" | cut -d ' ' -f 1)
