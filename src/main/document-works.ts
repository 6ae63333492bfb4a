import { folderStorage } from '../platform/storage/folder.ts';
import { s3Storage } from '../platform/storage/s3.ts';
import { openTypesetter } from '../platform/typeset/typesetter.ts';
import { openSigner, readQrKey } from './document-keys.ts';
import type { DocumentWorks } from '../engine/documents/document-works.ts';
import type { Signer } from '../platform/signing/cms.ts';
import type { Storage } from '../platform/storage/storage.ts';
import type { DocumentPlace } from './document-place.ts';

/** What makes and keeps documents. Nothing is read or begun before the first one. */
export function connectDocuments(place: DocumentPlace, origin: string): DocumentWorks {
  // Read anew by every job would be waste; one that could not be read is tried again.
  let signer: Promise<Signer> | null = null;
  return {
    storage: openStore(place),
    typesetter: openTypesetter(),
    signer: () => {
      signer ??= openSigner(place).catch((error: unknown) => {
        signer = null;
        throw error;
      });
      return signer;
    },
    privateKey: (id) => readQrKey(place, id),
    origin,
  };
}

/** Where files are kept. */
export function openStore({ store }: DocumentPlace): Storage {
  return store.kind === 'folder' ? folderStorage(store.folder) : s3Storage(store);
}
