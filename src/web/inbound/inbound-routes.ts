import { equalHashes, hashKey } from '../../platform/ids/secret.ts';
import { takeIncoming } from '../../engine/inbox/take-incoming.ts';
import { Refused } from '../http/refusals.ts';
import type { FastifyInstance } from 'fastify';
import type { Context } from '../../engine/context.ts';

/** The secret that a gateway shows, and what it calls the id, the phone and the text of an SMS. */
export type InboundPlace = { secret: string; fields: { id: string; from: string; text: string } };

/** Where gateways bring SMS that people write to the city. */
export const inboundPath = '/gateway/sms';

/** An SMS with everything around it is shorter. */
const bodyLimit = 16 * 1024;

/**
 * The webhook: JSON or a form, with the secret as `Authorization: Bearer …`. It is thanked with 204 when the SMS is kept, or was
 * kept before, or is of nobody who can be answered; so whatever else it is told, it brings the SMS again.
 */
export function inboundRoutes(app: FastifyInstance, ctx: Context, { secret, fields }: InboundPlace): void {
  const expected = hashKey(`Bearer ${secret}`);
  // A part of the app of its own: nowhere else is JSON taken.
  void app.register(async (part) => {
    part.addContentTypeParser(
      'application/json',
      { parseAs: 'string', bodyLimit },
      (_request, body, done) => {
        try {
          done(null, JSON.parse(String(body)));
        } catch {
          done(new Refused('bad-form'));
        }
      },
    );
    part.post(
      inboundPath,
      {
        bodyLimit,
        // Before the body is read.
        onRequest: (request, _reply, done) => {
          const shown = hashKey(request.headers.authorization ?? '');
          done(equalHashes(shown, expected) ? undefined : new Refused('not-allowed'));
        },
      },
      async (request, reply) => {
        const body = (request.body ?? {}) as Record<string, unknown>;
        const id = asText(body[fields.id]);
        const from = asText(body[fields.from]);
        const text = asText(body[fields.text]);
        if (!id || from === null || text === null) throw new Refused('bad-form');
        await takeIncoming(ctx, 'webhook', { id: id.slice(0, 200), from: from.slice(0, 40), text });
        return reply.code(204).header('cache-control', 'no-store').send();
      },
    );
  });
}

/** Gateways write ids and phones as text or as numbers. Null: it is neither. */
function asText(value: unknown): string | null {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value);
  return typeof value === 'string' ? value.toWellFormed().replaceAll('\0', '') : null;
}
