// Both directions between Coffer and the AWS Encryption SDK for JavaScript, through its KMS keyring, on one local KMS.
// Called by ./run with AWS_ENDPOINT_URL and COFFER_HARNESS. One line a check; ends 'N passed, N failed'.
import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AlgorithmSuiteIdentifier, CommitmentPolicy, KMS, KmsKeyringNode, buildClient, getClient } from '@aws-crypto/client-node'

const sizes = [0, 1, 4096, 4097, 1024 * 1024]
const keyCounts = [1, 2, 10]
const suites = {
  '0478': AlgorithmSuiteIdentifier.ALG_AES256_GCM_IV12_TAG16_HKDF_SHA512_COMMIT_KEY,
  '0578': AlgorithmSuiteIdentifier.ALG_AES256_GCM_IV12_TAG16_HKDF_SHA512_COMMIT_KEY_ECDSA_P384,
}
const address = 'staging/api/db-password'
const context = { environment: 'staging', service: 'api', secret: 'db-password' }
const elsewhere = 'production/api/db-password'

const settings = {
  endpoint: process.env.AWS_ENDPOINT_URL,
  region: process.env.AWS_REGION,
  credentials: { accessKeyId: process.env.AWS_ACCESS_KEY_ID, secretAccessKey: process.env.AWS_SECRET_ACCESS_KEY },
}
const kms = new KMS(settings)
const clientProvider = getClient(KMS, settings)
const { encrypt, decrypt } = buildClient({
  commitmentPolicy: CommitmentPolicy.REQUIRE_ENCRYPT_REQUIRE_DECRYPT,
  maxEncryptedDataKeys: 10,
})

const folder = mkdtempSync(join(tmpdir(), 'coffer-interop-'))
let passed = 0
let failed = 0

async function check (what, body) {
  try {
    await body()
    passed++
    console.log(`ok      ${what}`)
  } catch (error) {
    failed++
    console.log(`FAILED  ${what}: ${error.message.split('\n').join(' | ')}`)
  }
}

async function refused (body, why) {
  try {
    await body()
  } catch (error) {
    if (!why.test(error.message)) throw new Error(`refused for another reason: ${error.message}`)
    return
  }
  throw new Error('was not refused')
}

function same (one, other) {
  if (Buffer.compare(Buffer.from(one), Buffer.from(other)) !== 0) throw new Error('another plaintext')
}

function coffer (verb, at, keys, content) {
  const from = join(folder, 'from')
  const to = join(folder, 'to')
  writeFileSync(from, content)
  rmSync(to, { force: true })
  execFileSync(process.env.COFFER_HARNESS, [verb, at, keys.join(','), from, to], { stdio: ['ignore', 'inherit', 'pipe'] })
  return readFileSync(to)
}

// The SDK gives the context back; the reader must compare it, as Coffer does.
async function javascript (keys, content, expected) {
  const { plaintext, messageHeader } = await decrypt(new KmsKeyringNode({ keyIds: keys, clientProvider }), content)
  for (const [name, value] of Object.entries(expected)) {
    if (messageHeader.encryptionContext[name] !== value) throw new Error(`the context is another: ${name}`)
  }
  return { plaintext, messageHeader }
}

// As one who put another address into the header would have it: KMS is then given another context than it sealed with.
function readdressed (content) {
  const changed = Buffer.from(content)
  const at = changed.indexOf('staging')
  changed.write('stagind', at)
  return changed
}

try {
  const arns = []
  for (let i = 0; i < Math.max(...keyCounts); i++) arns.push((await kms.createKey({})).KeyMetadata.Arn)
  for (const count of keyCounts) {
    const keys = arns.slice(0, count)
    for (const size of sizes) {
      const plaintext = randomBytes(size)
      const of = `${size} bytes, ${count} ${count === 1 ? 'key' : 'keys'}`
      let message
      await check(`Coffer seals, the SDK opens: ${of}`, async () => {
        message = coffer('seal', address, keys, plaintext)
        const opened = await javascript(keys, message, context)
        same(opened.plaintext, plaintext)
        if (opened.messageHeader.encryptedDataKeys.length !== count) throw new Error('another number of entries')
        if (Object.keys(opened.messageHeader.encryptionContext).length !== 3) throw new Error('another context')
      })
      await check(`… each of the keys opens it alone: ${of}`, async () => {
        for (const key of keys) same((await javascript([key], message, context)).plaintext, plaintext)
      })
      await check(`… and not for another address: ${of}`, async () => {
        await refused(() => javascript(keys, message, { ...context, environment: 'production' }), /context is another/)
        await refused(() => javascript(keys, readdressed(message), {}), /unencryptedDataKey|InvalidCiphertext/)
      })
      for (const [suite, suiteId] of Object.entries(suites)) {
        await check(`the SDK seals with ${suite}, Coffer opens: ${of}`, async () => {
          const keyring = new KmsKeyringNode({ generatorKeyId: keys[0], keyIds: keys.slice(1), clientProvider })
          message = (await encrypt(keyring, plaintext, { encryptionContext: context, suiteId })).result
          same(coffer('open', address, keys, message), plaintext)
          same(coffer('open', address, keys.slice(-1), message), plaintext)
        })
        await check(`… and not for another address: ${suite}, ${of}`, async () => {
          await refused(() => coffer('open', elsewhere, keys, message), /encryption context is not that of its address/)
        })
      }
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}

const expected = keyCounts.length * sizes.length * 7
if (passed + failed !== expected) {
  console.log(`FAILED  ${passed + failed} checks were made, not ${expected}`)
  failed++
}
console.log(`${passed} passed, ${failed} failed`)
process.exit(failed === 0 ? 0 : 1)
