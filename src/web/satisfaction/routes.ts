import { readReceipt } from '../../engine/applications/read-receipt.ts';
import { giveAnswer } from '../../engine/satisfaction/give-answer.ts';
import { readResults } from '../../engine/satisfaction/read-results.ts';
import { belowReceipt } from '../citizen/below-receipt.ts';
import { donePage } from '../citizen/done-page.ts';
import { readForm } from '../http/form.ts';
import { sendOn, sendPage } from '../http/pages.ts';
import { Refused } from '../http/refusals.ts';
import { langOf } from '../http/web.ts';
import { sendStatus } from '../track/status-page.ts';
import { resultsPage } from './results-page.ts';
import { surveyOf } from './survey.ts';
import { words } from './words.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Visitor } from '../../engine/context.ts';
import type { Service } from '../../engine/define/define-service.ts';
import type { Moment } from '../../engine/satisfaction/satisfaction.ts';
import type { Lang } from '../../platform/i18n/lang.ts';
import type { Web } from '../http/web.ts';
import type { Asking } from './ask.ts';

type At = { Params: { lang: string } };

/** What was sent and not kept, with the status that says so. */
type NotKept = { status: number; wrong: NonNullable<Asking['wrong']> };

const names = ['moment', 'service', 'reference', 'answer', 'comment'];

/** The survey: taking an answer, and the results for everybody. */
export function satisfactionRoutes(app: FastifyInstance, web: Web): void {
  app.get<At>('/:lang/satisfaction', async (request, reply) => {
    const lang = langOf(request.params);
    const content = resultsPage(await readResults(web.ctx), web.ctx.services, lang);
    return sendPage(request, reply, await web.look(), { lang, path: '/satisfaction', ...content });
  });

  app.post<At>('/:lang/satisfaction', async (request, reply) => {
    const lang = langOf(request.params);
    const { sent, strange } = readForm(request, names);
    const service = web.ctx.services.find(({ slug }) => slug === sent['service']);
    const moment = (['receipt', 'decision'] as const).find((each) => each === sent['moment']);
    if (strange || !service || !moment) throw new Refused('bad-form');
    const visitor = web.visitors.known(request);
    if (visitor === null) return sendOn(reply, `/${lang}/track`);
    const comment = (sent['comment'] ?? '').slice(0, 4000);
    const given = {
      moment,
      service,
      reference: sent['reference'] ?? '',
      answer: sent['answer'] ?? '',
      comment,
    };
    const result = await giveAnswer(web.ctx, visitor, given);
    const again = (status: number, wrong: Omit<NotKept['wrong'], 'comment'>) =>
      showAgain(web, { request, reply, lang, visitor }, service, moment, {
        status,
        wrong: { ...wrong, comment },
      });
    switch (result.kind) {
      case 'given':
        return sendOn(reply, `${placeOf(service, moment, lang)}#satisfaction`);
      case 'not-yours':
        return sendOn(reply, placeOf(service, moment, lang));
      case 'invalid':
        return again(422, {
          ...(result.answer && { answer: words.missing[lang] }),
          ...(result.comment && { tooLong: words.tooLong[lang] }),
        });
      case 'too-late':
        return again(409, { general: words.tooLate[lang] });
      case 'limited':
        void reply.header('retry-after', result.retryAfter);
        return again(429, { general: words.limited[lang] });
    }
  });
}

/** The page on which the survey stands. */
function placeOf(service: Service, moment: Moment, lang: Lang): string {
  return moment === 'receipt' ? `/${lang}/services/${service.slug}/done` : `/${lang}/track/status`;
}

/** The receipt or the status again, with what was written still there. */
async function showAgain(
  web: Web,
  {
    request,
    reply,
    lang,
    visitor,
  }: { request: FastifyRequest; reply: FastifyReply; lang: Lang; visitor: Visitor },
  service: Service,
  moment: Moment,
  { status, wrong }: NotKept,
): Promise<FastifyReply> {
  if (moment === 'decision') return sendStatus(web, { request, reply, lang }, status, { survey: wrong });
  const application = await readReceipt(web.ctx, visitor, service);
  if (!application) return sendOn(reply, placeOf(service, moment, lang));
  const survey = await surveyOf(web, application, moment, lang, wrong);
  const content = donePage(
    service,
    application,
    lang,
    await belowReceipt(web, service, application, lang, survey),
  );
  const path = `/services/${service.slug}/done`;
  return sendPage(request, reply, await web.look(), { status, lang, path, ...content, alert: true });
}
