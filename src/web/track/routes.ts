import { askForStatus, findOpenStatus } from '../../engine/applications/status.ts';
import { isStatusLink, openStatusLink } from '../../engine/applications/status-link.ts';
import { placeOf } from '../../engine/audit/record.ts';
import { downloadDocument } from '../../engine/documents/read-document.ts';
import { sendDocument } from '../http/document.ts';
import { isUuid, readForm } from '../http/form.ts';
import { sendOn, sendPage } from '../http/pages.ts';
import { Refused } from '../http/refusals.ts';
import { addressOf } from '../http/visitor.ts';
import { langOf } from '../http/web.ts';
import { completionRoutes } from './completion-routes.ts';
import { linkPage } from './link-page.ts';
import { objectionRoutes } from './objection-routes.ts';
import { phoneRoutes } from './phone-routes.ts';
import { trackPage } from './pages.ts';
import { sendStatus } from './status-page.ts';
import { words } from './words.ts';
import type { FastifyInstance } from 'fastify';
import type { Lang } from '../../platform/i18n/lang.ts';
import type { Web } from '../http/web.ts';
import type { TrackForm } from './pages.ts';

type At = { Params: { lang: string } };

/** The status of an application: asked for with its reference and the ending of its phone. */
export function trackRoutes(app: FastifyInstance, web: Web): void {
  app.get<At>('/:lang/track', async (request, reply) => {
    const lang = langOf(request.params);
    const visitor = web.visitors.known(request);
    const hasOpen = visitor !== null && (await findOpenStatus(web.ctx, visitor)) !== null;
    if (visitor === null) web.visitors.met(request, reply);
    const form = { typed: { reference: '', phoneEnding: '' }, errors: [], general: [], hasOpen };
    return sendPage(request, reply, await web.look(), { lang, path: '/track', ...trackPage(form, lang) });
  });

  app.post<At>('/:lang/track', async (request, reply) => {
    const lang = langOf(request.params);
    const { sent, strange } = readForm(request, ['reference', 'phoneEnding']);
    const typed = {
      reference: (sent['reference'] ?? '').slice(0, 4000),
      phoneEnding: (sent['phoneEnding'] ?? '').slice(0, 4000),
    };
    const again = async (status: number, form: Partial<TrackForm>) => {
      const whole = { typed, errors: [], general: [], hasOpen: false, ...form };
      return sendPage(request, reply, await web.look(), {
        status,
        lang,
        path: '/track',
        ...trackPage(whole, lang),
      });
    };
    if (strange) return again(400, { general: [words.strangeForm[lang]] });
    const asked = await askForStatus(web.ctx, web.visitors.met(request, reply), typed);
    switch (asked.kind) {
      case 'shown':
        return sendOn(reply, `/${lang}/track/status`);
      case 'invalid':
        return again(422, { errors: invalidFields(asked, lang) });
      case 'wrong':
        return again(422, { errors: [{ name: 'reference', text: words.wrong[lang] }] });
      case 'limited':
        void reply.header('retry-after', asked.retryAfter);
        return again(429, { general: [words.limited[lang]] });
    }
  });

  app.get<At>('/:lang/track/status', (request, reply) =>
    sendStatus(web, { request, reply, lang: langOf(request.params) }),
  );

  // Programs that look at links in messages would open it in their own name: nothing is opened before a press.
  app.get<At & { Params: { token: string } }>('/:lang/open/:token', async (request, reply) => {
    const lang = langOf(request.params);
    const { token } = request.params;
    const isOurs = await isStatusLink(web.ctx, token);
    const page = linkPage(token, isOurs, lang);
    return sendPage(request, reply, await web.look(), {
      status: isOurs ? 200 : 404,
      lang,
      path: `/open/${token}`,
      ...page,
    });
  });

  app.post<At & { Params: { token: string } }>('/:lang/open/:token', async (request, reply) => {
    const lang = langOf(request.params);
    const { token } = request.params;
    if (readForm(request, []).strange) throw new Refused('bad-form');
    const isOpen = await openStatusLink(web.ctx, web.visitors.met(request, reply), token);
    return sendOn(reply, isOpen ? `/${lang}/track/status` : `/${lang}/track`);
  });

  completionRoutes(app, web);
  objectionRoutes(app, web);
  phoneRoutes(app, web);

  // The id is random, and opens nothing without a browser that may see the application.
  app.get<At & { Params: { id: string } }>('/:lang/track/document/:id', async (request, reply) => {
    const lang = langOf(request.params);
    const { id } = request.params;
    const visitor = web.visitors.known(request);
    const status = visitor && (await findOpenStatus(web.ctx, visitor));
    if (!status) return sendOn(reply, `/${lang}/track`);
    const place = placeOf(web.ctx.secret, addressOf(request));
    const origin = { actor: { kind: 'contractor' as const }, place };
    const file = isUuid(id) ? await downloadDocument(web.ctx, id, status.application.id, origin) : null;
    if (file === null) throw new Refused('not-found');
    return sendDocument(reply, file);
  });
}

function invalidFields(asked: { reference: boolean; phoneEnding: boolean }, lang: Lang): TrackForm['errors'] {
  const errors: TrackForm['errors'] = [];
  if (asked.reference) errors.push({ name: 'reference', text: words.referenceRequired[lang] });
  if (asked.phoneEnding) errors.push({ name: 'phoneEnding', text: words.phoneEndingRequired[lang] });
  return errors;
}
