import type { FastifyRequest } from 'fastify';

/** The codings that we can send, the better one first. */
export type Coding = 'br' | 'gzip';

/** The best coding that a browser accepts; `null`: none but plain. `br;q=0` is a refusal (RFC 9110, 12.5.3). */
export function codingFor(request: FastifyRequest): Coding | null {
  const header = request.headers['accept-encoding'];
  if (typeof header !== 'string') return null;
  const accepted = new Set<string>();
  for (const part of header.toLowerCase().split(',')) {
    const [name = '', ...parameters] = part.split(';').map((each) => each.trim());
    if (!parameters.some((each) => /^q=0(\.0*)?$/.test(each))) accepted.add(name);
  }
  if (accepted.has('br')) return 'br';
  return accepted.has('gzip') ? 'gzip' : null;
}
