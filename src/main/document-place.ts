import { join } from 'node:path';
import type { S3Place } from '../platform/storage/s3.ts';

/** Where documents are kept, and what signs them. */
export type DocumentPlace = {
  store: { kind: 'folder'; folder: string } | ({ kind: 's3' } & S3Place);
  /** The folder of the private keys of QR codes, `<id>.pem`. */
  keysDir: string;
  /** The key that signs PDF files, and its certificate with those that vouch for it; null: production was given none. */
  signer: { keyFile: string; certificateFile: string; own: boolean } | null;
};

/** Reads it from the variables, which have been looked at one by one. `wrong` is told a sentence about what does not fit. */
export function readDocumentPlace(
  given: Record<string, string | undefined>,
  { demo, dataDir }: { demo: boolean; dataDir: string },
  wrong: (sentence: string) => never,
): DocumentPlace {
  const keyFile = given['DOCUMENT_KEY_FILE'];
  const certificateFile = given['DOCUMENT_CERTIFICATE_FILE'];
  if ((keyFile === undefined) !== (certificateFile === undefined))
    wrong('DOCUMENT_KEY_FILE and DOCUMENT_CERTIFICATE_FILE belong together: one of them is missing.');
  const keysDir = given['DOCUMENT_KEYS_DIR'] ?? join(dataDir, 'keys', 'documents');
  const own = {
    keyFile: join(keysDir, 'demo-signer.pem'),
    certificateFile: join(keysDir, 'demo-signer.crt'),
  };
  const signer =
    keyFile !== undefined && certificateFile !== undefined
      ? { keyFile, certificateFile, own: false }
      : demo
        ? { ...own, own: true }
        : null;
  return { store: readStore(given, dataDir, wrong), keysDir, signer };
}

function readStore(
  given: Record<string, string | undefined>,
  dataDir: string,
  wrong: (sentence: string) => never,
): DocumentPlace['store'] {
  const url = given['DOCUMENTS_S3_URL'];
  if (url === undefined)
    return { kind: 'folder', folder: given['DOCUMENTS_DIR'] ?? join(dataDir, 'documents') };
  const keyId = given['DOCUMENTS_S3_KEY_ID'];
  const secret = given['DOCUMENTS_S3_SECRET'];
  if (keyId === undefined || secret === undefined)
    return wrong('DOCUMENTS_S3_URL needs DOCUMENTS_S3_KEY_ID and DOCUMENTS_S3_SECRET.');
  return { kind: 's3', url, region: given['DOCUMENTS_S3_REGION'] ?? 'us-east-1', keyId, secret };
}
