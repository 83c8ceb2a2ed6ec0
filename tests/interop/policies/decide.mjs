// Decides requests as IAM does, over policy documents: for table.txt. It knows what these documents use and stops at anything
// else, so that nothing passes unread.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html

const operators = {
  StringEquals: (value, wanted) => value === wanted,
  StringLike: (value, wanted) => like(value, wanted),
  ArnEquals: (value, wanted) => like(value, wanted),
  Bool: (value, wanted) => value === wanted,
}

// Negated ones hold where the request has no such value.
const negated = { ArnNotEquals: "ArnEquals", StringNotEquals: "StringEquals" }

const list = value => (Array.isArray(value) ? value : [value])

function like(text, pattern) {
  return new RegExp(`^${pattern.replace(/[.+^${}()|[\]\\]/g, "\\$&").replaceAll("*", ".*").replaceAll("?", ".")}$`, "s").test(text)
}

// IAM compares actions without regard to case.
const action = (name, pattern) => like(name.toLowerCase(), pattern.toLowerCase())

function holds(operator, key, wanted, request) {
  const value = request.values[key]
  if (operator === "Null") return list(wanted).some(text => text === String(value === undefined))
  if (negated[operator]) return value === undefined || !list(wanted).some(text => operators[negated[operator]](value, text))
  if (!operators[operator]) throw new Error(`unknown operator ${operator}`)
  return value !== undefined && list(wanted).some(text => operators[operator](value, text))
}

function names(principal, request, account) {
  if (principal === "*") return "everyone"
  if (Object.keys(principal).join() !== "AWS") throw new Error(`unknown principal ${JSON.stringify(principal)}`)
  const arns = list(principal.AWS)
  return arns.includes("*") || arns.includes(request.principal) ? "everyone" : arns.includes(account) ? "account" : null
}

function applies(statement, request) {
  const known = ["Sid", "Effect", "Principal", "Action", "Resource", "Condition"]
  const strange = Object.keys(statement).find(name => !known.includes(name))
  if (strange) throw new Error(`unknown element ${strange}`)
  return list(statement.Action).some(pattern => action(request.action, pattern))
    && list(statement.Resource).some(pattern => like(request.resource, pattern))
    && Object.entries(statement.Condition ?? {}).every(([operator, keys]) =>
      Object.entries(keys).every(([key, wanted]) => holds(operator, key, wanted, request)))
}

// request: principal, action, resource, values of condition keys. identity: documents of the principal; resource: that of the
// key or bucket; account: the account's root. A key needs its own policy's word; a bucket of the same account does not.
export function decide(request, identity, resource, account) {
  const own = identity.flatMap(document => document.Statement).filter(statement => applies(statement, request))
  const others = resource.Statement
    .map(statement => ({ statement, whom: names(statement.Principal, request, account) }))
    .filter(({ statement, whom }) => whom && applies(statement, request))
  if (own.some(statement => statement.Effect === "Deny") || others.some(({ statement }) => statement.Effect === "Deny")) return "deny"
  const byIam = own.length > 0
  const allows = whom => others.some(({ statement, whom: named }) => statement.Effect === "Allow" && named === whom)
  if (allows("everyone")) return "allow"
  return byIam && (allows("account") || request.action.startsWith("s3:")) ? "allow" : "none"
}
