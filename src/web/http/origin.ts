import { Refused } from './refusals.ts';
import type { FastifyRequest } from 'fastify';
import type { Context } from '../../engine/context.ts';

/**
 * Where the portal is reached: as the city says, or, in a demo that was told nothing, under the name that the request
 * was sent to.
 */
export function portalOrigin(ctx: Context, request: FastifyRequest): string {
  return ctx.publicUrl ?? `${request.protocol}://${request.headers.host}`;
}

/**
 * Refuses what changes something and no page of ours sent. Browsers name the origin with every POST; a request that names none, or
 * another, is not one of ours. Very old browsers name it by the referrer only.
 */
export function assertOurOrigin(request: FastifyRequest, ours: string): void {
  const { origin, referer } = request.headers;
  if ((origin ?? originOf(referer)) !== ours) throw new Refused('foreign-origin');
}

function originOf(referer: string | undefined): string | undefined {
  return referer !== undefined && URL.canParse(referer) ? new URL(referer).origin : undefined;
}
