import type { FastifyReply, FastifyRequest } from 'fastify';

/**
 * Sends a whole thing, or the part of it that the browser asks for: Safari plays no sound from a server that cannot
 * send parts. One range of bytes is understood; whatever else stands in the header is left aside (RFC 9110, 14.2).
 */
export function sendRange(request: FastifyRequest, reply: FastifyReply, whole: Buffer): FastifyReply {
  void reply.header('accept-ranges', 'bytes');
  const { range, 'if-range': ifRange } = request.headers;
  // We give no tag to compare, so a condition is never met.
  const asked = ifRange === undefined ? /^bytes=(\d{0,15})-(\d{0,15})$/.exec(range ?? '') : null;
  const [, from = '', to = ''] = asked ?? [];
  if (from === '' && to === '') return reply.send(whole);
  const first = from === '' ? Math.max(0, whole.length - Number(to)) : Number(from);
  const last = from === '' || to === '' ? whole.length - 1 : Math.min(whole.length - 1, Number(to));
  if (from !== '' && to !== '' && Number(to) < Number(from)) return reply.send(whole);
  if (first > last)
    return reply.code(416).header('content-range', `bytes */${whole.length}`).type('text/plain').send('');
  return reply
    .code(206)
    .header('content-range', `bytes ${first}-${last}/${whole.length}`)
    .send(whole.subarray(first, last + 1));
}
