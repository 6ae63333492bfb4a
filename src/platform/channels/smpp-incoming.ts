import { hash } from 'node:crypto';
import type { Pdu } from 'smpp';
import type { Incoming } from './channel.ts';

/** How long the same words of the same phone are one SMS that came twice, in milliseconds: SMPP gives it no name. */
const sameFor = 600_000;

/** What says in esm_class that it is no SMS of a person, or a part of a longer one. */
const notPlain = 0x7c;

/** UCS-2 (data_coding). */
const ucs2 = 8;

/**
 * Reads an SMS that somebody wrote to us. Its id follows from what it says and when, so that what the SMSC brings again is known.
 * Null: it has no sender, or is a part of a longer one, which is no question that we know.
 */
export function readIncoming(pdu: Pdu, now: Date): Incoming | null {
  const { source_addr: sender, short_message: short } = pdu;
  if (((pdu.esm_class ?? 0) & notPlain) !== 0 || !sender || (short?.udh?.length ?? 0) > 0) return null;
  const raw = short?.message ?? '';
  const text = typeof raw === 'string' ? raw : raw.toString('latin1');
  const decoded =
    typeof raw !== 'string' && pdu.data_coding === ucs2
      ? Buffer.from(raw).swap16().toString('utf16le')
      : text;
  const window = Math.floor(now.getTime() / sameFor);
  const from = /^\d{11,15}$/.test(sender) ? `+${sender}` : sender;
  return { id: hash('sha256', JSON.stringify([from, decoded, window])).slice(0, 40), from, text: decoded };
}
