import type { KeyObject } from 'node:crypto';
import type { Signer } from '../../platform/signing/cms.ts';
import type { Storage } from '../../platform/storage/storage.ts';
import type { Typesetter } from '../../platform/typeset/typesetter.ts';

/** A key that documents need cannot be had; the message is a sentence. Whatever was to be signed waits. */
export class DocumentKeyError extends Error {
  override name = 'DocumentKeyError';
}

/** What makes and keeps documents; `main/` connects it. */
export type DocumentWorks = {
  storage: Storage;
  typesetter: Typesetter;
  /** Who signs the PDF. Throws a DocumentKeyError. */
  signer: () => Promise<Signer>;
  /** The private half of a key of the QR codes, by its id. Throws a DocumentKeyError. */
  privateKey: (id: string) => Promise<KeyObject>;
  /** Where the portal is reached, without a slash at the end: it stands on documents. */
  origin: string;
};
