// Seals a secret for a service's public key as spec/formats.md, section 5, says, by another implementation than Coffer's:
//   node seal.mjs PUBLIC-KEY.pem ENVIRONMENT SERVICE NAME < value > file
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { Aes256Gcm, CipherSuite, HkdfSha256 } from '@hpke/core'
import { XWing } from '@hpke/hybridkem-x-wing'

const [pem, ...names] = process.argv.slice(2)
const der = Buffer.from(readFileSync(pem, 'utf8').replace(/-----[A-Z ]+-----/g, ''), 'base64')
const key = Uint8Array.from(der.subarray(-1216))
const id = createHash('sha256').update(key).digest()
const head = Buffer.concat([Buffer.from('636f666665720001647a00010002', 'hex'), id])
const lengthFirst = (name) => {
  const bytes = Buffer.from(name)
  return [Buffer.from([bytes.length >> 8, bytes.length & 255]), bytes]
}
const aad = Uint8Array.from(Buffer.concat([head, ...names.flatMap(lengthFirst)]))
const suite = new CipherSuite({ kem: new XWing(), kdf: new HkdfSha256(), aead: new Aes256Gcm() })
const sender = await suite.createSenderContext({
  recipientPublicKey: await suite.kem.deserializePublicKey(key.buffer),
  info: new TextEncoder().encode('coffer service v1').buffer,
})
const sealed = await sender.seal(Uint8Array.from(readFileSync(0)).buffer, aad.buffer)
process.stdout.write(Buffer.concat([head, Buffer.from(sender.enc), Buffer.from(sealed)]))
