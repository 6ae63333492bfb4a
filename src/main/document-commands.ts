import { readFile } from 'node:fs/promises';
import { jwkSet, readDocumentKeys } from '../engine/documents/document-keys.ts';
import { signerOf } from '../platform/signing/sign-pdf.ts';
import { readCertificates, rotateQrKey } from './document-keys.ts';
import { readConfig } from './config.ts';
import { commandOrigin } from './origin.ts';
import { UsageError } from './settings-commands.ts';
import type { Command } from 'commander';
import type { Database } from '../platform/db/database.ts';
import type { Config } from './config.ts';

/** A document is not genuine; the message says so. */
export class DocumentError extends Error {
  override name = 'DocumentError';
}

const say = (line: string) => void process.stdout.write(`${line}\n`);

/** Adds `keys list|rotate` and `document verify`. */
export function addDocumentCommands(
  tajdeed: Command,
  withDatabase: (work: (db: Database, config: Config) => Promise<void>) => Promise<void>,
): void {
  const keys = tajdeed.command('keys').description('the keys that sign the QR codes of documents');
  keys
    .command('list')
    .description('print the public keys, the newest first: that one signs, the others stay good')
    .option('--json', 'as the JWK set that the portal publishes')
    .action((options: { json?: true }) =>
      withDatabase(async (db) => {
        const all = await readDocumentKeys(db);
        if (options.json === true) say(JSON.stringify(jwkSet(all)));
        else for (const { id, addedAt } of all) say(`${id}  since ${addedAt.toISOString()}`);
      }),
    );
  keys
    .command('rotate')
    .description(
      'make a new key in DOCUMENT_KEYS_DIR, which signs from now on; what older ones signed stays good',
    )
    .action(() =>
      withDatabase(async (db, config) => {
        const id = await rotateQrKey(config.documents, db, commandOrigin());
        say(
          `${id} signs from now on. Keep ${id}.pem in ${config.documents.keysDir} where every worker reads it.`,
        );
      }),
    );
  tajdeed
    .command('document')
    .description('documents that were issued')
    .command('verify <file>')
    .description('is a PDF as it was signed? Needs no database; exit code 1 when not')
    .option('--certificate <file>', 'of the signer; DOCUMENT_CERTIFICATE_FILE without it')
    .action(verify);
}

async function verify(file: string, options: { certificate?: string }): Promise<void> {
  const certificateFile = options.certificate ?? readConfig(process.env).documents.signer?.certificateFile;
  if (certificateFile === undefined) throw new UsageError('--certificate says whose signature it should be');
  const [certificate] = await readCertificates(certificateFile);
  const pdf = await readFile(file).catch(() => null);
  if (pdf === null) throw new UsageError(`The document ${file} cannot be read`);
  const signer = signerOf(pdf);
  if (signer === null) throw new DocumentError('Altered, or not signed: it is not as any signer left it.');
  if (certificate === undefined || !signer.raw.equals(certificate.raw))
    throw new DocumentError('Signed by somebody else: the certificate is another.');
  say(`Genuine: every byte is as it was signed. ${signer.subject.replaceAll('\n', ', ')}`);
}
