// node run.mjs TABLE MODULE.json [POLICIES]: asks decide.mjs every row of the table. MODULE.json holds the module's outputs and
// policies of key and bucket; POLICIES is a folder of documents of `coffer policy`, which then take the outputs' place.
import fs from "node:fs"
import { decide } from "./decide.mjs"

const [table, file, folder] = process.argv.slice(2)
const module = JSON.parse(fs.readFileSync(file))
const account = "arn:aws:iam::111122223333:root"
const bucket = `arn:aws:s3:::${module.bucket}`

const document = (name, output) => JSON.parse(folder ? fs.readFileSync(`${folder}/${name}.json`, "utf8") : output)
const everything = { Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] }

// Who there is: the name of the role, and its policies. Those with a star are administrators of the account by IAM.
const roles = {
  "reader": ["task", document("reader-api", module.services.api.reader_policy_json)],
  "writer": ["somebody", document("writer", module.writer_policy_json)],
  "writer-api": ["somebody", document("writer-api", module.services.api.writer_policy_json)],
  "mover": ["somebody", document("mover", module.mover_policy_json)],
  "mover-api": ["somebody", document("mover-api", module.services.api.mover_policy_json)],
  "deployer": ["ci", document("deployer", module.deployer_policy_json)],
  "administrator": ["admin", document("administrator", module.administrator_policy_json)],
  "bootstrap": ["admin", document("bootstrap", module.bootstrap_policy_json)],
  "encrypter": ["author", { Statement: [] }],
  "deployer*": ["ci", everything],
  "administrator*": ["admin", everything],
  "encrypter*": ["author", everything],
  "stranger*": ["somebody", everything],
  "nobody": ["somebody", { Statement: [] }],
}

// What a request says beside its action: `staging/api` is the context, `other-key` or `same-key` where ReEncrypt leads.
function values(role, words) {
  const values = { "aws:PrincipalArn": `arn:aws:iam::111122223333:role/${roles[role][0]}`, "aws:SecureTransport": "true", "aws:PrincipalType": "AssumedRole" }
  for (const word of words) {
    if (word === "same-key" || word === "other-key") values["kms:ReEncryptOnSameKey"] = String(word === "same-key")
    else if (word === "http") values["aws:SecureTransport"] = "false"
    else if (word.startsWith("prefix=")) values["s3:prefix"] = word.slice(7)
    else {
      const [environment, service, ...name] = word.split("/")
      values["kms:EncryptionContext:environment"] = environment
      if (service) values["kms:EncryptionContext:service"] = service
      if (name.length) values["kms:EncryptionContext:secret"] = name.join("/")
      values["kms:EncryptionContextKeys"] = "some"
    }
  }
  return values
}

let asked = 0
const wrong = []
for (const line of fs.readFileSync(table, "utf8").split("\n")) {
  if (!line.trim() || line.startsWith("#")) continue
  const [role, names, where, ...rest] = line.split(/\s+/)
  const answer = rest.pop()
  if (!roles[role] || !["allow", "refuse"].includes(answer)) throw new Error(`no such row: ${line}`)
  const resource = where === "key" ? module.key_arn : where === "bucket" ? bucket : where === "other-key" ? `${module.key_arn}0` : `${bucket}/${where}`
  for (const action of names.split(",")) {
    const said = values(role, rest)
    const request = { principal: said["aws:PrincipalArn"], action, resource, values: said }
    const its = where === "other-key" ? { Statement: [{ Effect: "Allow", Principal: { AWS: account }, Action: "kms:*", Resource: "*" }] }
      : JSON.parse(action.startsWith("kms:") ? module.key_policy_json : module.bucket_policy_json)
    const decided = decide(request, [roles[role][1]], its, account) === "allow" ? "allow" : "refuse"
    asked++
    if (decided !== answer) wrong.push(`${role} ${action} ${where} ${rest.join(" ")}: ${decided}, and not ${answer}`)
  }
}
console.log(wrong.join("\n"))
console.log(`${asked} asked, ${wrong.length} wrong`)
process.exit(wrong.length || !asked ? 1 : 0)
