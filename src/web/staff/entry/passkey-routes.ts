import {
  askAsSecondStep,
  askAtTheDoor,
  passWithPasskey,
  signInWithPasskey,
} from '../../../engine/staff/passkeys/use-passkey.ts';
import { endSession, stageOf } from '../../../engine/staff/sessions.ts';
import { readForm } from '../../http/form.ts';
import { sendOn } from '../../http/pages.ts';
import { Refused } from '../../http/refusals.ts';
import { addressOf } from '../../http/visitor.ts';
import { readNext } from '../frame/next-page.ts';
import { placeOfRequest, staffRoute, userAgentOf } from '../frame/staff-route.ts';
import { giveToken, readToken } from '../frame/token-cookie.ts';
import { siteOfForm } from './passkey-form.ts';
import { words } from './passkey-words.ts';
import { sendSecondStep } from './second-step-routes.ts';
import { sendSignIn } from './sign-in-page.ts';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { AskResult } from '../../../engine/staff/passkeys/use-passkey.ts';
import type { Web } from '../../http/web.ts';

/** Signing in with a passkey: alone, or after the password. What is to be signed is asked for by the script, as JSON. */
export function passkeyRoutes(app: FastifyInstance, web: Web): void {
  staffRoute(app, web, {
    method: 'POST',
    path: '/sign-in/passkey/challenge',
    rule: 'anyone',
    handler: async ({ request, reply }) =>
      sendAsked(reply, await askAtTheDoor(web.ctx, siteOfForm(web, request), addressOf(request))),
  });

  staffRoute(app, web, {
    method: 'POST',
    path: '/sign-in/passkey',
    rule: 'anyone',
    handler: async (visit) => {
      const { lang, request, reply } = visit;
      const { sent, strange } = readForm(request, ['credential', 'next']);
      if (strange) throw new Refused('bad-form');
      const next = readNext(sent['next'], lang);
      const device = { address: addressOf(request), userAgent: userAgentOf(request) };
      const from = { site: siteOfForm(web, request), device };
      const result = await signInWithPasskey(web.ctx, sent['credential'] ?? '', from);
      if (result.kind === 'signed-in') {
        // Whoever was signed in here before no longer is.
        const before = readToken(web, request);
        if (before !== '') await endSession(web.ctx, before, placeOfRequest(web, request));
        giveToken(web, reply, result.token);
        return sendOn(reply, next);
      }
      if (result.kind === 'limited') void reply.header('retry-after', result.retryAfter);
      return sendSignIn(web, visit, {
        status: result.kind === 'limited' ? 429 : 422,
        login: '',
        next,
        errors: { fields: [], general: [words[result.kind][lang]] },
      });
    },
  });

  staffRoute(app, web, {
    method: 'POST',
    path: '/second-step/passkey/challenge',
    rule: 'entering',
    handler: async ({ request, reply, session }) =>
      sendAsked(reply, await askAsSecondStep(web.ctx, session, siteOfForm(web, request))),
  });

  staffRoute(app, web, {
    method: 'POST',
    path: '/second-step/passkey',
    rule: 'entering',
    handler: async (visit) => {
      const { lang, request, reply, session } = visit;
      const { sent, strange } = readForm(request, ['credential', 'next']);
      if (strange) throw new Refused('bad-form');
      const next = readNext(sent['next'], lang);
      if (stageOf(session) !== 'second-step') return sendOn(reply, next);
      const from = { site: siteOfForm(web, request), place: placeOfRequest(web, request) };
      const result = await passWithPasskey(web.ctx, session, sent['credential'] ?? '', from);
      if (result.kind === 'ended') return sendOn(reply, `/${lang}/staff/sign-in`);
      if (result.kind === 'passed') {
        giveToken(web, reply, result.token);
        return sendOn(reply, next);
      }
      if (result.kind === 'limited') void reply.header('retry-after', result.retryAfter);
      const errors = { fields: [], general: [words[result.kind][lang]] };
      return sendSecondStep(web, visit, result.kind === 'limited' ? 429 : 422, next, errors);
    },
  });
}

function sendAsked(reply: FastifyReply, result: AskResult): FastifyReply {
  void reply.header('cache-control', 'no-store');
  if (result.kind === 'asked') return reply.send(result.options);
  return reply.code(429).header('retry-after', result.retryAfter).send({});
}
