import { cityZone } from '../../platform/clock/calendar.ts';
import type { Cbor, CborMap } from '../../platform/signing/cbor.ts';
import type { Unmade } from './documents.store.ts';

// The labels of claims: those of CWT (RFC 8392), then our own, of the numbers that are left to everybody.
const issuer = 1;
const expires = 4;
const issuedAt = 6;
const documentId = 7;
const ours = { code: -70001, permit: -70002, holder: -70003, term: -70004, validity: -70005 };

/** As many letters of a name as a QR code carries. */
const longestName = 80;

/**
 * What the QR code of a document says, signed: who issued it, of which permit, to whom, which term, from when until when.
 * docs/verify-a-permit.md tells others how to read it.
 */
export function permitClaims(document: Unmade): CborMap {
  const { frozen, term, preparedAt } = document;
  const { paper } = frozen;
  // A permit is good to the end of its last day in Amman.
  const end = Temporal.PlainDate.from(term.until).add({ days: 1 }).toZonedDateTime(cityZone);
  return new Map<number, Cbor>([
    [issuer, new URL(frozen.origin).host],
    [expires, end.epochMilliseconds / 1000],
    [issuedAt, Math.floor(preparedAt.getTime() / 1000)],
    [documentId, Buffer.from(document.id.replaceAll('-', ''), 'hex')],
    [ours.code, document.code],
    [ours.permit, [paper.number, paper.year]],
    [ours.holder, [paper.holderNumber, shortened(paper.holder)]],
    [ours.term, term.ordinal],
    [ours.validity, [term.from, term.until]],
  ]);
}

/** A very long name would make squares that no camera tells apart. */
function shortened(name: string): string {
  const letters = Array.from(name);
  return letters.length <= longestName ? name : `${letters.slice(0, longestName - 1).join('')}…`;
}

/** The address that a QR code holds. What follows the `#` is not sent when it is opened. */
export function checkAddress(origin: string, message: Buffer): string {
  return `${origin}/ar/verify#${message.toString('base64url')}`;
}
