import { listMessages, messageParts } from '../../../engine/notifications/list-messages.ts';
import { retryMessage } from '../../../engine/notifications/retry-message.ts';
import { isUuid, readForm } from '../../http/form.ts';
import { sendOn } from '../../http/pages.ts';
import { Refused } from '../../http/refusals.ts';
import { html, nothing } from '../../ui/html.ts';
import { notice } from '../../ui/notice.ts';
import { sendStaffPage } from '../frame/staff-page.ts';
import { staffRoute } from '../frame/staff-route.ts';
import { messagesPage } from './messages-page.ts';
import { words } from './messages-words.ts';
import type { FastifyInstance } from 'fastify';
import type { MessagePart } from '../../../engine/notifications/list-messages.ts';
import type { Web } from '../../http/web.ts';

/** The messages of the portal: what became of each, and having one sent again. */
export function messagesRoutes(app: FastifyInstance, web: Web): void {
  staffRoute(app, web, {
    method: 'GET',
    path: '/messages',
    rule: 'message.read',
    handler: async (visit) => {
      const { lang, actor, request } = visit;
      const query = request.query as Record<string, unknown>;
      const asked = query['part'];
      const part: MessagePart =
        typeof asked === 'string' && Object.hasOwn(messageParts, asked) ? (asked as MessagePart) : 'all';
      const before = typeof query['before'] === 'string' && isUuid(query['before']) ? query['before'] : null;
      const page = await listMessages(web.ctx, part, before);
      const said =
        query['said'] === 'retried'
          ? notice({ tone: 'good', title: words.retried[lang], body: html`` })
          : query['said'] === 'not-possible'
            ? notice({ tone: 'warn', title: words.notPossible[lang], body: html`` })
            : nothing;
      return sendStaffPage(
        web,
        visit,
        messagesPage(page, { part, isFirst: before === null, said }, actor, lang),
      );
    },
  });

  staffRoute(app, web, {
    method: 'POST',
    path: '/messages/:id/retry',
    rule: 'message.retry',
    handler: async ({ lang, actor, request, reply }) => {
      const { id = '' } = request.params as { id?: string };
      const { sent, strange } = readForm(request, ['application']);
      if (strange) throw new Refused('bad-form');
      if (!isUuid(id)) throw new Refused('not-found');
      const result = await retryMessage(web.ctx, actor, id);
      if (result.kind === 'not-allowed') throw new Refused('not-allowed');
      const application = /^[1-9]\d{0,14}$/.test(sent['application'] ?? '') ? sent['application'] : undefined;
      if (application !== undefined)
        return sendOn(reply, `/${lang}/staff/applications/${application}#messages`);
      const said = result.kind === 'queued' ? 'retried' : 'not-possible';
      return sendOn(reply, `/${lang}/staff/messages?said=${said}`);
    },
  });
}
