import { splitParts } from '../sms/parts.ts';
import { ChannelError } from './channel.ts';
import { readIncoming } from './smpp-incoming.ts';
import { readReceipt } from './smpp-receipt.ts';
import { openLink, SmppError } from './smpp-link.ts';
import type { Channel, Incoming, Receipt, SendResult } from './channel.ts';
import type { SmppPlace } from './smpp-link.ts';

/** Data codings: the network's own letters, and UCS-2. */
const gsm = 0;
const ucs2 = 8;

/** A user data header follows (esm_class). */
const hasHeader = 0x40;

/** What an SMSC answers when it is only busy: later, it would take it. */
const busy = new Set([0x08, 0x14, 0x58]);

/** What says that we are not bound, or may not be. */
const ours = new Set([0x04, 0x05, 0x0d, 0x0e, 0x0f]);

/** How often a later part is tried that the SMSC is too busy for, and the wait before the first of these tries. */
const mostTries = 5;
const busyMs = 200;

/**
 * A gateway that speaks SMPP 3.4, over one session that both sends and receives. Long messages are cut here: parts of 67
 * letters in UCS-2 or 153 of the network's own, joined by a user data header. A receipt is asked for with each part.
 */
export function smppGateway(place: SmppPlace, log: (event: string) => void): Channel {
  let take: ((receipt: Receipt) => Promise<void>) | null = null;
  let hear: ((sms: Incoming) => Promise<void>) | null = null;
  let message = Math.floor(Math.random() * 256);

  const link = openLink(place, log, async (pdu) => {
    const receipt = readReceipt(pdu);
    if (receipt !== null) return take?.(receipt);
    // What is neither a receipt nor an SMS of one part is taken and left.
    const sms = readIncoming(pdu, new Date());
    if (sms !== null) await hear?.(sms);
  });

  const sendPart = async (fields: Record<string, unknown>): Promise<SendResult> => {
    try {
      const answer = await link.submit(fields);
      const { command_status: status, message_id: reference } = answer;
      if (status === 0) return { kind: 'accepted', references: reference ? [reference] : [] };
      const why = `smpp-${status.toString(16)}`;
      return { kind: busy.has(status) || ours.has(status) ? 'not-taken' : 'refused', why };
    } catch (error) {
      if (!(error instanceof SmppError)) throw error;
      return { kind: error.sent ? 'unknown' : 'not-taken', why: error.why };
    }
  };

  return {
    name: place.name,
    send: async ({ to, text }) => {
      const { encoding, parts } = splitParts(text);
      message = (message + 1) % 256;
      const references: string[] = [];
      for (const [at, part] of parts.entries()) {
        const fields = {
          ...addresses(place.sender, to),
          registered_delivery: 1,
          data_coding: encoding === 'UCS-2' ? ucs2 : gsm,
          ...(parts.length === 1
            ? { short_message: part }
            : {
                esm_class: hasHeader,
                short_message: { udh: header(message, parts.length, at + 1), message: part },
              }),
        };
        let result = await sendPart(fields);
        // The first parts are on their way: the others are worth a wait.
        for (let tries = 0; at > 0 && result.kind === 'not-taken' && tries < mostTries; tries++) {
          await new Promise((resolve) => setTimeout(resolve, busyMs * 2 ** tries));
          result = await sendPart(fields);
        }
        if (result.kind !== 'accepted') return at === 0 ? result : { kind: 'unknown', why: 'partly' };
        references.push(...result.references);
      }
      return { kind: 'accepted', references };
    },
    listen: (receiving, hearing) => {
      take = receiving;
      hear = hearing ?? null;
      link.keepOpen();
    },
    probe: async () => {
      try {
        await link.bound();
      } catch (error) {
        if (!(error instanceof SmppError)) throw error;
        throw new ChannelError(`it lets us in no session (${error.why})`);
      }
    },
    close: () => link.close(),
  };
}

/** A sender of letters, or a number; the receiver is a number of the whole world. */
function addresses(sender: string, to: string): Record<string, unknown> {
  const isNumber = /^\+?\d+$/.test(sender);
  return {
    source_addr_ton: isNumber ? (sender.startsWith('+') ? 1 : 0) : 5,
    source_addr_npi: isNumber ? 1 : 0,
    source_addr: sender.replace(/^\+/, ''),
    dest_addr_ton: 1,
    dest_addr_npi: 1,
    destination_addr: to.replace(/^\+/, ''),
  };
}

/** The header that joins parts: of message so and so, so many parts, this is part so and so. */
function header(message: number, parts: number, part: number): Buffer {
  return Buffer.from([5, 0, 3, message, parts, part]);
}
