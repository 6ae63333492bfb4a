import { documentOf } from '../../engine/documents/read-document.ts';
import { findOpenStatus } from '../../engine/applications/status.ts';
import { openCompletion } from '../../engine/applications/open-completion.ts';
import { objectionOf } from '../../engine/objections/open-objection.ts';
import { phoneChangeOf } from '../../engine/phone-changes/ask-phone-change.ts';
import { choicesOf } from '../../engine/settings/of-service.ts';
import { sendOn, sendPage } from '../http/pages.ts';
import { surveyOf } from '../satisfaction/survey.ts';
import { statusPage } from './pages.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Lang } from '../../platform/i18n/lang.ts';
import type { Web } from '../http/web.ts';
import type { Asking } from '../satisfaction/ask.ts';
import type { CompletionForm } from './completion-pages.ts';
import type { PhoneForm } from './phone-section.ts';
import type { ObjectionForm } from './objection-section.ts';

/**
 * Sends the status that this browser may look at, with the form of what is to be completed and the survey, as they were sent, or
 * as they are.
 * Who may look at none is asked for the reference.
 */
export async function sendStatus(
  web: Web,
  { request, reply, lang }: { request: FastifyRequest; reply: FastifyReply; lang: Lang },
  code = 200,
  sent: {
    form?: CompletionForm;
    survey?: Asking['wrong'];
    objection?: ObjectionForm;
    phone?: PhoneForm;
  } = {},
): Promise<FastifyReply> {
  const { ctx } = web;
  const visitor = web.visitors.known(request);
  const status = visitor && (await findOpenStatus(ctx, visitor));
  if (!status) return sendOn(reply, `/${lang}/track`);
  const service = ctx.services.find((each) => each.slug === status.application.service);
  const form = sent.form ?? (status.state === 'returned' ? await openForm() : null);
  const document = await documentOf(ctx, status.application.id);
  const wrong = sent.survey ?? null;
  const survey = await surveyOf(web, status.application, 'decision', lang, wrong);
  const objection = service ? await objectionOf(ctx, service, status.application.id) : null;
  const more = {
    form,
    survey,
    objection,
    objectionForm: sent.objection ?? null,
    phone: await phoneChangeOf(ctx, status),
    phoneForm: sent.phone ?? null,
  };
  const content = statusPage(status, service, document, lang, more);
  return sendPage(request, reply, await web.look(), {
    status: code,
    lang,
    path: '/track/status',
    ...content,
    ...(wrong !== null && { alert: true }),
  });

  async function openForm(): Promise<CompletionForm | null> {
    const door = { kind: 'status' } as const;
    const completion = await openCompletion(ctx, visitor, door);
    if (completion.kind !== 'open') return null;
    const choices = choicesOf(await ctx.settings.now(), completion.service);
    return { completion, door, problems: {}, general: [], choices };
  }
}
