import { endSession } from '../../../engine/staff/sessions.ts';
import { signIn } from '../../../engine/staff/sign-in.ts';
import { readForm } from '../../http/form.ts';
import { sendOn } from '../../http/pages.ts';
import { Refused } from '../../http/refusals.ts';
import { addressOf } from '../../http/visitor.ts';
import { readNext } from '../frame/next-page.ts';
import { noErrors } from '../frame/form-errors.ts';
import { sendSignIn } from './sign-in-page.ts';
import { placeOfRequest, staffRoute, userAgentOf } from '../frame/staff-route.ts';
import { giveToken, readToken, takeToken } from '../frame/token-cookie.ts';
import { words } from '../frame/words.ts';
import type { FastifyInstance } from 'fastify';
import type { Web } from '../../http/web.ts';
import type { FormErrors } from '../frame/form-errors.ts';

/** Signing in with a password, and out. */
export function signInRoutes(app: FastifyInstance, web: Web): void {
  staffRoute(app, web, {
    method: 'GET',
    path: '/sign-in',
    rule: 'anyone',
    handler: async (visit) => {
      const { lang, request, reply } = visit;
      const next = readNext((request.query as Record<string, unknown>)['next'], lang);
      if (visit.session !== null) return sendOn(reply, next);
      return sendSignIn(web, visit, { login: '', next, errors: noErrors });
    },
  });

  staffRoute(app, web, {
    method: 'POST',
    path: '/sign-in',
    rule: 'anyone',
    handler: async (visit) => {
      const { lang, request, reply } = visit;
      const { sent, strange } = readForm(request, ['login', 'password', 'next']);
      if (strange) throw new Refused('bad-form');
      const login = (sent['login'] ?? '').slice(0, 200);
      const password = sent['password'] ?? '';
      const next = readNext(sent['next'], lang);
      const again = (status: number, errors: FormErrors<'login' | 'password'>) =>
        sendSignIn(web, visit, { status, login, next, errors });
      const fields: FormErrors<'login' | 'password'>['fields'] = [];
      if (login.trim() === '') fields.push({ name: 'login', text: words.loginRequired[lang] });
      if (password === '') fields.push({ name: 'password', text: words.passwordRequired[lang] });
      if (fields.length > 0) return again(422, { fields, general: [] });
      const device = { address: addressOf(request), userAgent: userAgentOf(request) };
      const result = await signIn(web.ctx, { login, password, device });
      switch (result.kind) {
        case 'wrong':
          return again(422, { fields: [{ name: 'login', text: words.wrong[lang] }], general: [] });
        case 'limited':
          void reply.header('retry-after', result.retryAfter);
          return again(429, { fields: [], general: [words.limited[lang]] });
        case 'signed-in': {
          // Whoever was signed in here before no longer is; the new session has a token that nobody knew.
          const before = readToken(web, request);
          if (before !== '') await endSession(web.ctx, before, placeOfRequest(web, request));
          giveToken(web, reply, result.token);
          return sendOn(reply, next);
        }
      }
    },
  });

  staffRoute(app, web, {
    method: 'POST',
    path: '/sign-out',
    rule: 'anyone',
    handler: async ({ lang, request, reply }) => {
      const token = readToken(web, request);
      const way = token === '' ? null : await endSession(web.ctx, token, placeOfRequest(web, request));
      takeToken(web, reply);
      const left = way === 'single-sign-on' && web.ctx.singleSignOn !== undefined;
      return sendOn(reply, `/${lang}/staff/${left ? 'sign-on/left' : 'sign-in'}`);
    },
  });
}
