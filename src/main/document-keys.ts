import { X509Certificate, createPrivateKey, generateKeyPairSync, randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { addDocumentKey, idOfPrivate, readDocumentKeys } from '../engine/documents/document-keys.ts';
import { DocumentKeyError } from '../engine/documents/document-works.ts';
import { selfSigned } from '../platform/signing/certificate.ts';
import type { KeyObject } from 'node:crypto';
import type { Origin } from '../engine/audit/record.ts';
import type { Database } from '../platform/db/database.ts';
import type { Signer } from '../platform/signing/cms.ts';
import type { DocumentPlace } from './document-place.ts';

/** The name that the demo's certificate gives itself: readers of PDF show it. */
const demoName = 'Tajdeed demonstration (made up, no authority)';

/**
 * Who signs PDF files. The demo makes its own key and a certificate that says so.
 * @throws DocumentKeyError when there is none, or the two do not belong together
 */
export async function openSigner({ signer }: DocumentPlace): Promise<Signer> {
  if (signer === null)
    throw new DocumentKeyError('DOCUMENT_KEY_FILE is missing: no document can be signed without it.');
  if (signer.own) {
    const made = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
    await writeOnce(signer.keyFile, made.export({ type: 'pkcs8', format: 'pem' }));
    const key = await readPrivateKey(signer.keyFile, ['ec']);
    const from = new Date();
    from.setUTCHours(0, 0, 0, 0);
    await writeOnce(
      signer.certificateFile,
      new X509Certificate(selfSigned(key, demoName, from, 10)).toString(),
    );
  }
  const privateKey = await readPrivateKey(signer.keyFile, ['ec', 'rsa']);
  const certificates = await readCertificates(signer.certificateFile);
  if (certificates[0]?.checkPrivateKey(privateKey) !== true)
    throw new DocumentKeyError(
      `The certificate in ${signer.certificateFile} does not belong to DOCUMENT_KEY_FILE.`,
    );
  return { privateKey, certificates: certificates.map(({ raw }) => raw) };
}

/** The certificates of a PEM file, the signer's own first. */
export async function readCertificates(file: string): Promise<X509Certificate[]> {
  const text = await readFile(file, 'utf8').catch(() => '');
  const blocks = text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  try {
    if (blocks.length > 0) return blocks.map((block) => new X509Certificate(block));
  } catch {
    // Said below.
  }
  throw new DocumentKeyError(`${file} holds no certificate in PEM.`);
}

/** The private half of a key of the QR codes. */
export async function readQrKey({ keysDir }: DocumentPlace, id: string): Promise<KeyObject> {
  if (!/^[A-Za-z0-9_-]{11}$/.test(id)) throw new DocumentKeyError('A key of QR codes has no such id.');
  const key = await readPrivateKey(join(keysDir, `${id}.pem`), ['ed25519']);
  if (idOfPrivate(key) !== id)
    throw new DocumentKeyError(`The file ${id}.pem holds another key than its name says.`);
  return key;
}

/** Makes a key for QR codes, its private half in a file before its public half is published, and gives its id. */
export async function rotateQrKey(place: DocumentPlace, db: Database, origin: Origin): Promise<string> {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' });
  await writeOnce(join(place.keysDir, `${idOfPrivate(privateKey)}.pem`), pem);
  return addDocumentKey(db, publicKey, origin);
}

/** The demo has a key for QR codes from its first start on. */
export async function seedQrKey(place: DocumentPlace, db: Database): Promise<void> {
  const keys = await readDocumentKeys(db);
  const [newest] = keys;
  if (newest !== undefined && (await readQrKey(place, newest.id).catch(() => null)) !== null) return;
  await rotateQrKey(place, db, { actor: { kind: 'system' }, place: 'start' });
}

async function readPrivateKey(file: string, kinds: readonly string[]): Promise<KeyObject> {
  const text = await readFile(file, 'utf8').catch(() => null);
  if (text === null) throw new DocumentKeyError(`The key ${file} cannot be read.`);
  let key: KeyObject;
  try {
    key = createPrivateKey(text);
  } catch {
    throw new DocumentKeyError(`${file} holds no private key: PKCS#8 in PEM without a password is needed.`);
  }
  const kind = key.asymmetricKeyType ?? '';
  if (!kinds.includes(kind) || (kind === 'ec' && key.asymmetricKeyDetails?.namedCurve !== 'prime256v1'))
    throw new DocumentKeyError(`The key in ${file} is of a kind that signs no documents.`);
  return key;
}

/** Writes a file for its owner only, unless it is there: who made it before has the right of it. */
async function writeOnce(file: string, text: string): Promise<void> {
  const unfinished = `${file}.${randomUUID()}.unfinished`;
  try {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    await writeFile(unfinished, text, { mode: 0o600, flag: 'wx', flush: true });
    await link(unfinished, file);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    if (code !== 'EEXIST') throw new DocumentKeyError(`${file} cannot be made (${code}).`);
  } finally {
    await rm(unfinished, { force: true }).catch(() => {});
  }
}
