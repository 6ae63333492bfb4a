import { tryMinutes } from '../../../engine/staff/sign-on/begin-sign-on.ts';
import { isSecure } from '../frame/token-cookie.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Web } from '../../http/web.ts';

// Lax: who comes back from the city's sign-in follows a link of another site, and must bring it along.
function nameOf(web: Web): string {
  return isSecure(web) ? '__Host-tajdeed-sign-on' : 'tajdeed-sign-on';
}

/** The key that a browser was given when it was sent to the city's sign-in; an empty text when there is none. */
export function readBrowserKey(web: Web, request: FastifyRequest): string {
  const key = request.cookies[nameOf(web)] ?? '';
  return /^[A-Za-z0-9_-]{22}$/.test(key) ? key : '';
}

/** Gives a browser the key that it must come back with. */
export function giveBrowserKey(web: Web, reply: FastifyReply, key: string): void {
  const options = { path: '/', httpOnly: true, sameSite: 'lax', secure: isSecure(web) } as const;
  void reply.setCookie(nameOf(web), key, { ...options, maxAge: tryMinutes * 60 });
}

/** Takes it away: it is good for one try. */
export function takeBrowserKey(web: Web, reply: FastifyReply): void {
  void reply.clearCookie(nameOf(web), { path: '/', secure: isSecure(web) });
}
