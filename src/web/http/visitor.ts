import { hashKey, newKey } from '../../platform/ids/secret.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Visitor } from '../../engine/context.ts';

/** How long a browser keeps its key, in seconds: as long as a draft is kept. */
const keptFor = 7 * 24 * 3600;

/** The cookie with the browser's key. The prefix binds it to this very host where the connection is encrypted. */
function cookieName(secure: boolean): string {
  return secure ? '__Host-tajdeed' : 'tajdeed';
}

/** Knows browsers by a random key in a cookie: no account, and nothing in it that says who one is. */
export type Visitors = {
  /** The visitor of a request that has the key; `null` for a browser we have not met. */
  known: (request: FastifyRequest) => Visitor | null;
  /** The visitor of a request; a browser we have not met gets a key with the answer. */
  met: (request: FastifyRequest, reply: FastifyReply) => Visitor;
  /** Takes the key away: what this browser began and submitted can no longer be opened in it. */
  forget: (reply: FastifyReply) => void;
};

/** `secure`: the portal is reached by https, so the cookie never travels without. */
export function openVisitors(secure: boolean): Visitors {
  const name = cookieName(secure);
  const options = { path: '/', httpOnly: true, sameSite: 'lax', secure, maxAge: keptFor } as const;
  const keyOf = (request: FastifyRequest): string | null => {
    const key = request.cookies[name];
    return key !== undefined && /^[A-Za-z0-9_-]{22}$/.test(key) ? key : null;
  };
  const visitorOf = (request: FastifyRequest, key: string): Visitor => ({
    holder: hashKey(key),
    address: addressOf(request),
  });
  return {
    known: (request) => {
      const key = keyOf(request);
      return key === null ? null : visitorOf(request, key);
    },
    met: (request, reply) => {
      const known = keyOf(request);
      const key = known ?? newKey();
      // What is sent keeps a draft; the key must live as long as it, so its time begins anew.
      if (known === null || request.method === 'POST') void reply.setCookie(name, key, options);
      return visitorOf(request, key);
    },
    forget: (reply) => void reply.clearCookie(name, { path: '/', secure }),
  };
}

/** The address that limits count: of IPv6 the network of 64 bits, which one household or phone has for itself. */
export function addressOf(request: FastifyRequest): string {
  const { ip } = request;
  if (!ip.includes(':') || ip.startsWith('::ffff:')) return ip;
  const [head = '', tail] = ip.split('::');
  const first = head.split(':').filter(Boolean);
  const last = tail === undefined ? [] : tail.split(':').filter(Boolean);
  const zeros = Array.from({ length: Math.max(0, 8 - first.length - last.length) }, () => '0');
  return [...first, ...zeros, ...last].slice(0, 4).join(':');
}
