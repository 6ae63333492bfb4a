import { complete } from '../../engine/applications/complete-application.ts';
import { openCompletion } from '../../engine/applications/open-completion.ts';
import { findWaitingForCode, proveCompletion } from '../../engine/applications/prove-completion.ts';
import { openFields } from '../../engine/journey/open-fields.ts';
import { choicesOf } from '../../engine/settings/of-service.ts';
import { readForm } from '../http/form.ts';
import { sendOn, sendPage } from '../http/pages.ts';
import { langOf } from '../http/web.ts';
import { completionCodePage, completionPage, doorPath, noCompletionPage } from './completion-pages.ts';
import { words } from './completion-words.ts';
import { sendStatus } from './status-page.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Completion, Door, NoCompletion } from '../../engine/applications/open-completion.ts';
import type { ProveCompletionResult } from '../../engine/applications/prove-completion.ts';
import type { Problems } from '../../engine/journey/read-step.ts';
import type { Lang } from '../../platform/i18n/lang.ts';
import type { PageContent } from '../http/pages.ts';
import type { Web } from '../http/web.ts';

type At = { Params: { lang: string; token?: string } };
type Visit = { request: FastifyRequest; reply: FastifyReply; lang: Lang; door: Door };

/** Completing what the office returned: by the link of the SMS, or from the status page. */
export function completionRoutes(app: FastifyInstance, web: Web): void {
  app.get<At>('/:lang/complete/:token', (request, reply) => showLink(web, visitOf(request, reply)));
  app.get<At>('/:lang/track/complete', (request, reply) =>
    sendOn(reply, `/${langOf(request.params)}/track/status`),
  );
  for (const path of ['/:lang/complete/:token', '/:lang/track/complete']) {
    app.post<At>(path, (request, reply) => completeNow(web, visitOf(request, reply)));
    app.get<At>(`${path}/code`, (request, reply) => showCode(web, visitOf(request, reply)));
    app.post<At>(`${path}/code`, (request, reply) => prove(web, visitOf(request, reply)));
  }
}

function visitOf(request: FastifyRequest<At>, reply: FastifyReply): Visit {
  const { token } = request.params;
  const door: Door = token === undefined ? { kind: 'status' } : { kind: 'link', token };
  return { request, reply, lang: langOf(request.params), door };
}

async function showLink(web: Web, visit: Visit): Promise<FastifyReply> {
  const { request, reply, door } = visit;
  // Whoever opens the link may have to prove a phone in this browser.
  const visitor = web.visitors.met(request, reply);
  const opened = await openCompletion(web.ctx, visitor, door);
  if (opened.kind !== 'open') return sendNone(web, visit, opened);
  return sendForm(web, visit, 200, opened);
}

async function completeNow(web: Web, visit: Visit): Promise<FastifyReply> {
  const { request, reply, lang, door } = visit;
  const visitor = web.visitors.met(request, reply);
  const names = [...new Set(web.ctx.services.flatMap(openFields))];
  const { sent, strange } = readForm(request, ['round', ...names]);
  const round = /^[1-9]\d{0,14}$/.test(sent['round'] ?? '') ? Number(sent['round']) : 0;
  if (strange) {
    const opened = await openCompletion(web.ctx, visitor, door);
    if (opened.kind !== 'open') return after(visit);
    return sendForm(web, visit, 400, opened, {}, [words.strangeForm[lang]]);
  }
  const result = await complete(web.ctx, visitor, door, { returnId: round, lang, sent });
  switch (result.kind) {
    case 'prove':
      return sendOn(reply, `/${lang}${doorPath(door)}/code`);
    case 'invalid':
      return sendForm(web, visit, 422, result.completion, result.problems);
    case 'asked-anew':
      return sendForm(web, visit, 409, result.completion, {}, [words.askedAnew[lang]]);
    case 'done':
    case 'completed':
    case 'over':
    case 'expired':
    case 'unknown':
      return after(visit);
  }
}

async function showCode(web: Web, visit: Visit): Promise<FastifyReply> {
  const { request, door, lang } = visit;
  const found = await findWaitingForCode(web.ctx, web.visitors.known(request), door);
  if (found.kind !== 'code') return after(visit);
  return send(web, visit, 200, `${doorPath(door)}/code`, completionCodePage(found, door, null, lang));
}

async function prove(web: Web, visit: Visit): Promise<FastifyReply> {
  const { request, reply, lang, door } = visit;
  const { sent, strange } = readForm(request, ['code', 'action']);
  const typed = (sent['code'] ?? '').slice(0, 100);
  const action = sent['action'] === 'resend' ? 'resend' : 'check';
  const result: ProveCompletionResult = strange
    ? { kind: 'nothing-typed' }
    : await proveCompletion(web.ctx, web.visitors.met(request, reply), door, { action, typed, lang });
  switch (result.kind) {
    case 'sent':
      return sendOn(reply, `/${lang}${doorPath(door)}/code`);
    case 'wrong': {
      const page = completionCodePage(result.waiting, door, { problem: result.problem, typed }, lang);
      return send(web, visit, 422, `${doorPath(door)}/code`, page);
    }
    case 'done':
    case 'nothing-typed':
    case 'completed':
    case 'over':
    case 'expired':
    case 'unknown':
      return after(visit);
  }
}

/** After a POST: the page that says how it stands now, so that reloading repeats nothing. */
function after({ reply, lang, door }: Visit): FastifyReply {
  return sendOn(reply, `/${lang}${door.kind === 'link' ? doorPath(door) : '/track/status'}`);
}

async function sendForm(
  web: Web,
  visit: Visit,
  status: number,
  completion: Completion,
  problems: Problems = {},
  general: string[] = [],
): Promise<FastifyReply> {
  const { door, lang } = visit;
  const choices = choicesOf(await web.ctx.settings.now(), completion.service);
  const form = { completion, door, problems, general, choices };
  if (door.kind === 'status') return sendStatus(web, visit, status, { form });
  return send(web, visit, status, doorPath(door), completionPage(form, lang));
}

async function sendNone(web: Web, visit: Visit, none: NoCompletion): Promise<FastifyReply> {
  const status = none.kind === 'unknown' ? 404 : 200;
  return send(web, visit, status, doorPath(visit.door), noCompletionPage(none, visit.lang));
}

async function send(
  web: Web,
  { request, reply, lang }: Visit,
  status: number,
  path: string,
  page: PageContent,
): Promise<FastifyReply> {
  return sendPage(request, reply, await web.look(), { status, lang, path, ...page });
}
