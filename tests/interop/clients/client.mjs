// The AWS SDK for JavaScript v3 as a client of secrets. README.md beside it has the words that each client knows.
import { readFileSync, writeSync } from 'node:fs'
import { DecryptCommand, EncryptCommand, KMSClient, ReEncryptCommand } from '@aws-sdk/client-kms'
import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand, S3Client, paginateListObjectsV2 } from '@aws-sdk/client-s3'

const kms = new KMSClient({})
const s3 = new S3Client({ forcePathStyle: true })
const context = (service, secret) => ({ environment: 'staging', service, secret })
const read = () => readFileSync(0)
const write = bytes => { writeSync(1, bytes) }

const words = {
  async seal(KeyId, service, name) {
    write((await kms.send(new EncryptCommand({ KeyId, Plaintext: read(), EncryptionContext: context(service, name) }))).CiphertextBlob)
  },
  async open(KeyId, service, name) {
    write((await kms.send(new DecryptCommand({ KeyId, CiphertextBlob: read(), EncryptionContext: context(service, name) }))).Plaintext)
  },
  async reseal(key, service, name, other) {
    write((await kms.send(new ReEncryptCommand({
      CiphertextBlob: read(), SourceKeyId: key, DestinationKeyId: key,
      SourceEncryptionContext: context(service, name), DestinationEncryptionContext: context(service, other)
    }))).CiphertextBlob)
  },
  async put(Bucket, Key, path) {
    write((await s3.send(new PutObjectCommand({ Bucket, Key, Body: readFileSync(path) }))).VersionId + '\n')
  },
  async get(Bucket, Key, VersionId) {
    write(await (await s3.send(new GetObjectCommand({ Bucket, Key, VersionId }))).Body.transformToByteArray())
  },
  async list(Bucket, Prefix) {
    for await (const page of paginateListObjectsV2({ client: s3, pageSize: 2 }, { Bucket, Prefix })) {
      for (const { Key } of page.Contents ?? []) write(Key + '\n')
    }
  },
  async remove(Bucket, Key) {
    await s3.send(new DeleteObjectCommand({ Bucket, Key }))
  }
}

const [word, ...rest] = process.argv.slice(2)
try {
  await words[word](...rest)
} catch (error) {
  console.error(`${error.name}: ${error.message}`)
  process.exit(1)
}
