import type { Cbor, CborMap } from '../../platform/signing/cbor.ts';
import type { DocumentTerm } from './document.ts';

/** The queue in which the list is made: every ten minutes, and when the office withdraws or restores a permit. */
export const withdrawalListQueue = 'withdrawal-list';

/**
 * What the signature of the list says beside it. Without it a list and a permit would be statements of one kind under one key,
 * and one could be shown for the other.
 */
export const listPurpose = 'tajdeed-withdrawal-list';

/** A document that is withdrawn: since when, `YYYY-MM-DD`. A day to come is announced. */
export type WithdrawnDocument = { id: string; on: string };

/** A document whose term another one has followed. */
export type SupersededDocument = { id: string; by: DocumentTerm };

/** What a list says: who issued it, when the register was begun to be asked, and which documents are no longer good. */
export type WithdrawalList = {
  origin: string;
  issuedAt: Date;
  withdrawn: readonly WithdrawnDocument[];
  superseded: readonly SupersededDocument[];
};

// The labels of claims: those of CWT (RFC 8392), then our own, after those of permits.
const issuer = 1;
const issuedAtLabel = 6;
const ours = { withdrawn: -70006, superseded: -70007 };

/**
 * The list as it is signed: ids of documents and days, no name and no number of a permit. docs/verify-a-permit.md tells others
 * how to read it. The same list gives the same claims: both parts are in the order of ids.
 */
export function listClaims({ origin, issuedAt, withdrawn, superseded }: WithdrawalList): CborMap {
  return new Map<number, Cbor>([
    [issuer, new URL(origin).host],
    [issuedAtLabel, Math.floor(issuedAt.getTime() / 1000)],
    [ours.withdrawn, inOrder(withdrawn).map(({ id, on }) => [bytesOf(id), on])],
    [ours.superseded, inOrder(superseded).map(({ id, by }) => [bytesOf(id), by.ordinal, by.from, by.until])],
  ]);
}

function inOrder<Entry extends { id: string }>(entries: readonly Entry[]): Entry[] {
  return entries.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

function bytesOf(id: string): Buffer {
  return Buffer.from(id.replaceAll('-', ''), 'hex');
}
