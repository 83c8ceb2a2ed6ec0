before() {
  cp -r "$manual_root"/examples/article/. .
  git init --quiet .
}
