import { readDocumentKeys } from '../engine/documents/document-keys.ts';
import { DocumentKeyError } from '../engine/documents/document-works.ts';
import { StorageError } from '../platform/storage/storage.ts';
import { openSigner, readCertificates, readQrKey } from './document-keys.ts';
import { openStore } from './document-works.ts';
import type { Database } from '../platform/db/database.ts';
import type { Config } from './config.ts';
import type { Finding } from './finding.ts';

/** Can documents be signed, read by a QR code, and kept? */
export async function examineDocuments({ documents, mode }: Config, db: Database): Promise<Finding[]> {
  const good = mode === 'production' ? 'good' : 'note';
  const what = 'documents';
  const look = async (work: () => Promise<Finding>): Promise<Finding> => {
    try {
      return await work();
    } catch (error) {
      if (error instanceof DocumentKeyError || error instanceof StorageError)
        return { what, is: 'bad', says: error.message };
      const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
      return { what, is: 'bad', says: `the store of files cannot be read${code}` };
    }
  };
  return [
    await look(async () => {
      await openSigner(documents);
      const [certificate] = await readCertificates(documents.signer?.certificateFile ?? '');
      const until = certificate?.validTo ?? '';
      if (new Date(until).getTime() < Date.now())
        return { what, is: 'bad', says: `the certificate ended on ${until}` };
      const whose =
        documents.signer?.own === true
          ? 'the demo’s own certificate, which nobody vouches for'
          : 'certificate';
      return { what, is: good, says: `${whose}, good until ${until}` };
    }),
    await look(async () => {
      const [newest] = await readDocumentKeys(db);
      // The demo makes one when it starts.
      if (newest === undefined)
        return {
          what,
          is: mode === 'production' ? 'bad' : 'note',
          says: 'no key for QR codes yet: «tajdeed keys rotate» makes one',
        };
      await readQrKey(documents, newest.id);
      return { what, is: good, says: `QR codes are signed by the key ${newest.id}` };
    }),
    await look(async () => {
      await openStore(documents).get('00000000.pdf');
      const { store } = documents;
      return {
        what,
        is: good,
        says: `kept in ${store.kind === 'folder' ? store.folder : new URL(store.url).host}`,
      };
    }),
  ];
}
