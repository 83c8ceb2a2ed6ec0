// What coffer exec does, as it is usually written with the AWS SDK for JavaScript: list, then get and decrypt all at once
// (the SDK keeps to 50 connections). Node has no execve: the command is a child.
import { spawnSync } from 'node:child_process';
import { KMSClient, DecryptCommand } from '@aws-sdk/client-kms';
import { S3Client, GetObjectCommand, paginateListObjectsV2 } from '@aws-sdk/client-s3';

const { COFFER_BUCKET: Bucket, COFFER_ENVIRONMENT: environment, COFFER_SERVICE: service } = process.env;
const s3 = new S3Client({ forcePathStyle: true });
const kms = new KMSClient({});

const isSecret = (Key) => !Key.startsWith(`${service}/.coffer/`);

async function open(Key) {
  const secret = Key.slice(service.length + 1);
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
  const { Plaintext } = await kms.send(new DecryptCommand({
    CiphertextBlob: await Body.transformToByteArray(),
    EncryptionContext: { environment, service, secret },
  }));
  return [secret.replace(/[^A-Za-z0-9_]/g, '_').toUpperCase(), Buffer.from(Plaintext).toString()];
}

const opening = [];
for await (const page of paginateListObjectsV2({ client: s3 }, { Bucket, Prefix: `${service}/` })) {
  opening.push(...(page.Contents ?? []).map(({ Key }) => Key).filter(isSecret).map(open));
}
const variables = Object.fromEntries(await Promise.all(opening));
const [command, ...args] = process.argv.slice(2);
const { status } = spawnSync(command, args, { stdio: 'inherit', env: { ...process.env, ...variables } });
process.exit(status ?? 1);
