import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Web } from '../../http/web.ts';

/** Is the portal reached by https? Then the cookie never travels without, and belongs to this very host. */
export function isSecure(web: Web): boolean {
  return web.ctx.publicUrl?.startsWith('https://') ?? false;
}

function nameOf(web: Web): string {
  return isSecure(web) ? '__Host-tajdeed-staff' : 'tajdeed-staff';
}

/** The token of a session as the browser sent it; an empty text when it sent none. */
export function readToken(web: Web, request: FastifyRequest): string {
  const token = request.cookies[nameOf(web)] ?? '';
  return /^[A-Za-z0-9_-]{22}$/.test(token) ? token : '';
}

/** Gives the browser the token of a session. It goes with the window: without an age, and never with a foreign link. */
export function giveToken(web: Web, reply: FastifyReply, token: string): void {
  const secure = isSecure(web);
  void reply.setCookie(nameOf(web), token, { path: '/', httpOnly: true, sameSite: 'strict', secure });
}

/** Takes the token away. */
export function takeToken(web: Web, reply: FastifyReply): void {
  void reply.clearCookie(nameOf(web), { path: '/', secure: isSecure(web) });
}
