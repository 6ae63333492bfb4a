import type { Paper } from '../define/document.ts';
import type { Facts } from '../define/register.ts';

type Words = { ar: string; en: string };

/** Everything that stands on a document, as it was when the office decided. Together with its row it makes the file. */
export type Frozen = {
  facts: Facts;
  paper: Paper;
  conditions: Words[];
  /** The city's name. */
  issuer: Words;
  /** Where the portal is reached: the origin of the address in the QR code. */
  origin: string;
  /** Made up: the document says so. */
  demo: boolean;
};

/** The term that a document is about; days are `YYYY-MM-DD`. */
export type DocumentTerm = { ordinal: number; from: string; until: string };

/** A document that was issued. `id` is in its address; `code` is on the paper. */
export type Document = {
  id: string;
  code: string;
  applicationId: number;
  service: string;
  subject: string;
  term: DocumentTerm;
  frozen: Frozen;
  issuedAt: Date;
};

/** The name of a document's file: of what it holds. */
export function fileName(hash: Buffer): string {
  return `${hash.toString('hex')}.pdf`;
}
