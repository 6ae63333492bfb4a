import { Refused } from './refusals.ts';
import type { FastifyRequest } from 'fastify';

/**
 * Refuses a POST that no page of ours sent. Browsers name the origin with every POST; a request that names none, or
 * another, is not one of ours. Very old browsers name it by the referrer only. `ours`: the portal's origin; `null`: whatever
 * host the request was sent to, for trying the portal out under any name.
 */
export function assertOurOrigin(request: FastifyRequest, ours: string | null): void {
  if (request.method === 'GET' || request.method === 'HEAD') return;
  const { origin, referer } = request.headers;
  const from = origin ?? originOf(referer);
  const expected = ours ?? `${request.protocol}://${request.headers.host}`;
  if (from !== expected) throw new Refused('foreign-origin');
}

function originOf(referer: string | undefined): string | undefined {
  return referer !== undefined && URL.canParse(referer) ? new URL(referer).origin : undefined;
}
