before() {
  git init --quiet .
  old_key=arn:aws:kms:us-east-1:000000000000:key/1234abcd-12ab-34cd-56ef-1234567890ab
  new_key=arn:aws:kms:us-east-1:000000000000:key/1234abcd-12ab-34cd-56ef-1234567890ac
}

# What the first apply made, in the way of the page's reader to the task definition.
[[ ! -f terraform.tfstate ]] || COFFER_RELEASE=$(terraform output -json staging 2>/dev/null | jq --raw-output '.services.api.release // empty')

# A part of the root, or of a module block, or a whole one; planned on what is there.
run_hcl() {
  local text folder
  text=$(cat)
  # A key that is named in part.
  text=${text//…/1234abcd-12ab-34cd-56ef-1234567890ab}
  folder=$(mktemp -d -p "$HOME")
  cp -r "$manual_root/terraform" "$folder/terraform"
  case $text in
    module*) printf '%s\n' "$text" ;;
    encrypters* | storage_key*) printf 'module "page" {\n  source = "./terraform"\n  environment = "page"\n%s\n}\n' "$text" ;;
    *)
      printf 'locals {\n  page = {\n%s\n  }\n}\n' "$text" >page.tf
      terraform validate
      return
      ;;
  esac >"$folder/main.tf"
  cp versions.tf "$folder"
  cd "$folder"
  terraform init
  terraform plan
  cd -
}
