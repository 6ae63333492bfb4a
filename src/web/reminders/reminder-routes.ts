import { placeOf } from '../../engine/audit/record.ts';
import { agree } from '../../engine/reminders/agree.ts';
import { beginByReminder, openReminder, stopByReminder } from '../../engine/reminders/open-reminder.ts';
import { stepAddress } from '../citizen/step-view.ts';
import { readForm } from '../http/form.ts';
import { sendOn, sendPage } from '../http/pages.ts';
import { Refused } from '../http/refusals.ts';
import { addressOf } from '../http/visitor.ts';
import { langOf } from '../http/web.ts';
import { noReminderPage, reminderPage } from './reminder-page.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Web } from '../http/web.ts';

type At = { Params: { lang: string } };
type LinkAt = { Params: { lang: string; token: string } };

/** Reminders: agreeing on a receipt, and what the link of one opens. A GET changes nothing, since previews of links send some. */
export function reminderRoutes(app: FastifyInstance, web: Web): void {
  const origin = (request: FastifyRequest) => placeOf(web.ctx.secret, addressOf(request));

  app.post<At>('/:lang/reminders', async (request, reply) => {
    const lang = langOf(request.params);
    const { sent, strange } = readForm(request, ['service', 'reference', 'agree']);
    const service = web.ctx.services.find(({ slug }) => slug === sent['service']);
    const said = sent['agree'];
    if (strange || !service || (said !== 'yes' && said !== 'no')) throw new Refused('bad-form');
    const visitor = web.visitors.known(request);
    if (visitor === null) return sendOn(reply, `/${lang}/track`);
    const { reference = '' } = sent;
    await agree(web.ctx, visitor, { service, reference, yes: said === 'yes', place: origin(request) });
    return sendOn(reply, `${stepAddress(service, lang, 'done')}#reminders`);
  });

  app.get<LinkAt>('/:lang/reminder/:token', (request, reply) => show(request, reply, null));

  app.post<LinkAt>('/:lang/reminder/:token', async (request, reply) => {
    const lang = langOf(request.params);
    const { token } = request.params;
    const { sent, strange } = readForm(request, ['permit']);
    if (strange) throw new Refused('bad-form');
    const visitor = web.visitors.met(request, reply);
    const asked = { token, label: sent['permit'] ?? '', lang, place: origin(request) };
    const result = await beginByReminder(web.ctx, visitor, asked);
    switch (result.kind) {
      case 'go':
        return sendOn(reply, stepAddress(result.service, lang, result.step));
      case 'over':
        return show(request, reply, 'over');
      case 'limited':
        void reply.header('retry-after', result.retryAfter);
        return show(request, reply, 'limited');
      case 'used':
      case 'unknown':
        return sendOn(reply, `/${lang}/reminder/${token}`);
    }
  });

  app.post<LinkAt>('/:lang/reminder/:token/stop', async (request, reply) => {
    const lang = langOf(request.params);
    const { token } = request.params;
    if (readForm(request, []).strange) throw new Refused('bad-form');
    await stopByReminder(web.ctx, token, origin(request));
    return sendOn(reply, `/${lang}/reminder/${token}`);
  });

  async function show(
    request: FastifyRequest<LinkAt>,
    reply: FastifyReply,
    said: 'over' | 'limited' | null,
  ): Promise<FastifyReply> {
    const lang = langOf(request.params);
    const { token } = request.params;
    const opened = await openReminder(web.ctx, token);
    const status = opened === null ? 404 : said === null ? 200 : said === 'over' ? 409 : 429;
    const page = opened === null ? noReminderPage(lang) : reminderPage(opened, token, lang, said);
    return sendPage(request, reply, await web.look(), { status, lang, path: `/reminder/${token}`, ...page });
  }
}
