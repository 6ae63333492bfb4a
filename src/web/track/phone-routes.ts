import { askPhoneChange, findPhoneWaiting } from '../../engine/phone-changes/ask-phone-change.ts';
import { provePhoneChange } from '../../engine/phone-changes/prove-phone-change.ts';
import { findStoppable, stopPhoneChange } from '../../engine/phone-changes/stop-phone-change.ts';
import { isOpen } from '../../engine/phone-changes/phone-change.ts';
import { readForm } from '../http/form.ts';
import { sendOn, sendPage } from '../http/pages.ts';
import { langOf } from '../http/web.ts';
import { phoneCodePage } from './phone-code-page.ts';
import { words } from './phone-words.ts';
import { sendStatus } from './status-page.ts';
import { stopPage } from './stop-page.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { CodeProblem } from '../../engine/applications/prove-phone.ts';
import type { WaitingForPhoneCode } from '../../engine/phone-changes/ask-phone-change.ts';
import type { Web } from '../http/web.ts';
import type { StopShown } from './stop-page.ts';

type At = { Params: { lang: string } };
type AtLink = { Params: { lang: string; token: string } };

/** Another phone for an application, from its status page; and stopping that, by the link that the phone from before received. */
export function phoneRoutes(app: FastifyInstance, web: Web): void {
  const { ctx } = web;

  app.get<At>('/:lang/track/phone', (request, reply) =>
    sendOn(reply, `/${langOf(request.params)}/track/status`),
  );
  app.post<At>('/:lang/track/phone', async (request, reply) => {
    const lang = langOf(request.params);
    const { sent, strange } = readForm(request, ['newPhone']);
    const typed = (sent['newPhone'] ?? '').slice(0, 100);
    const again = (status: number, error: string) =>
      sendStatus(web, { request, reply, lang }, status, { phone: { typed, error } });
    if (strange) return again(400, words.strangeForm[lang]);
    const result = await askPhoneChange(ctx, web.visitors.met(request, reply), { typed, lang });
    const wrong = { needed: words.needed, 'not-mobile': words.notMobile, same: words.same };
    if (result.kind === 'invalid') return again(422, wrong[result.phone][lang]);
    return sendOn(reply, `/${lang}/track/${result.kind === 'prove' ? 'phone/code' : 'status'}`);
  });

  const sendCode = async (
    request: FastifyRequest<At>,
    reply: FastifyReply,
    waiting: WaitingForPhoneCode,
    wrong: { problem: CodeProblem; typed: string } | null,
  ) => {
    const lang = langOf(request.params);
    const path = '/track/phone/code';
    const page = phoneCodePage(waiting, { path, back: '/track/status' }, wrong, lang);
    return sendPage(request, reply, await web.look(), { status: wrong ? 422 : 200, lang, path, ...page });
  };
  app.get<At>('/:lang/track/phone/code', async (request, reply) => {
    const waiting = await findPhoneWaiting(ctx, web.visitors.known(request));
    if (waiting === null) return sendOn(reply, `/${langOf(request.params)}/track/status`);
    return sendCode(request, reply, waiting, null);
  });
  app.post<At>('/:lang/track/phone/code', async (request, reply) => {
    const lang = langOf(request.params);
    const { sent, strange } = readForm(request, ['code', 'action']);
    const typed = (sent['code'] ?? '').slice(0, 100);
    if (strange) return sendOn(reply, `/${lang}/track/phone/code`);
    const action = sent['action'] === 'resend' ? 'resend' : 'check';
    const visitor = web.visitors.met(request, reply);
    const result = await provePhoneChange(ctx, visitor, { action, typed, lang });
    if (result.kind === 'wrong')
      return sendCode(request, reply, result.waiting, { problem: result.problem, typed });
    return sendOn(reply, `/${lang}/track/${result.kind === 'sent' ? 'phone/code' : 'status'}`);
  });

  const sendStop = async (request: FastifyRequest<AtLink>, reply: FastifyReply, shown: StopShown) => {
    const lang = langOf(request.params);
    const { token } = request.params;
    const status = shown === 'unknown' ? 404 : 200;
    const page = stopPage(shown, token, lang);
    return sendPage(request, reply, await web.look(), { status, lang, path: `/phone/${token}`, ...page });
  };
  // Opening changes nothing: who previews links opens them too.
  app.get<AtLink>('/:lang/phone/:token', async (request, reply) => {
    // Whoever opens the link presses a button of ours.
    web.visitors.met(request, reply);
    const change = await findStoppable(ctx, request.params.token);
    if (change === null) return sendStop(request, reply, 'unknown');
    if (change.state === 'stopped') return sendStop(request, reply, 'stopped');
    return sendStop(request, reply, isOpen(change) ? 'open' : 'too-late');
  });
  app.post<AtLink>('/:lang/phone/:token', async (request, reply) => {
    const lang = langOf(request.params);
    const visitor = web.visitors.met(request, reply);
    await stopPhoneChange(ctx, visitor, request.params.token);
    return sendOn(reply, `/${lang}/phone/${encodeURIComponent(request.params.token)}`);
  });
}
