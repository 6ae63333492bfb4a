import type { Pdu } from 'smpp';
import type { Receipt } from './channel.ts';

/** esm_class of a `deliver_sm` that is a receipt. */
const receiptClass = 0x04;
const classMask = 0x3c;

/** States that are the end of a message; on the way it has others, which say nothing to keep. */
const states: Readonly<Record<number, Receipt['says']>> = {
  2: 'delivered',
  3: 'failed',
  4: 'failed',
  5: 'failed',
  8: 'failed',
};
const words: Readonly<Record<string, Receipt['says']>> = {
  DELIVRD: 'delivered',
  EXPIRED: 'failed',
  DELETED: 'failed',
  UNDELIV: 'failed',
  REJECTD: 'failed',
};

/**
 * Reads a receipt: by its fields where it has them, or else by its text, as SMSCs have written it since version 3.3:
 * `id:… sub:001 dlvrd:001 submit date:… done date:… stat:DELIVRD err:000 text:…`. Null: it is none, or no end.
 */
export function readReceipt(pdu: Pdu): Receipt | null {
  if (((pdu.esm_class ?? 0) & classMask) !== receiptClass) return null;
  const raw = pdu.short_message?.message ?? '';
  const text = typeof raw === 'string' ? raw : raw.toString('latin1');
  const [, id] = /\bid:\s*(\S{1,100})/i.exec(text) ?? [];
  const [, word = ''] = /\bstat:\s*([A-Z]+)/i.exec(text) ?? [];
  const reference = pdu.receipted_message_id ?? id;
  const says = pdu.message_state === undefined ? words[word.toUpperCase()] : states[pdu.message_state];
  if (reference === undefined || says === undefined) return null;
  const [, error] = /\berr:\s*([0-9a-z]{1,8})/i.exec(text) ?? [];
  const why =
    says === 'delivered' ? null : `receipt-${(error ?? String(pdu.message_state ?? 0)).toLowerCase()}`;
  return { reference, says, why };
}
