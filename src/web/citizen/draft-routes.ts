import { forgetDrafts, resumeDraft, whereToGoOn } from '../../engine/applications/continue-draft.ts';
import { readResumeToken, resumeToken } from '../../engine/applications/resume.ts';
import { screenCodePicture, screenCodeSound } from '../../engine/verification/screen-code.ts';
import { portalOrigin } from '../http/origin.ts';
import { sendOn, sendPage } from '../http/pages.ts';
import { sendRange } from '../http/range.ts';
import { Refused } from '../http/refusals.ts';
import { isUuid } from '../http/form.ts';
import { serviceOf } from '../http/web.ts';
import { gonePage, laterPage, resumePage } from './resume-pages.ts';
import { anew, stepAddress } from './step-view.ts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Web } from '../http/web.ts';

type At = { Params: { lang: string; service: string } };
type CodeAt = At & { Querystring: { of?: unknown } };

/** Beginning, leaving and coming back; and the picture and sound of the code on the screen. */
export function draftRoutes(app: FastifyInstance, web: Web): void {
  app.get<At>('/:lang/services/:service/start', (request, reply) => {
    const { service, lang } = serviceOf(web, request.params);
    return sendOn(reply, stepAddress(service, lang, service.journey[0]?.name ?? ''));
  });

  app.post<At>('/:lang/services/:service/start', (request, reply) => {
    const { service, lang } = serviceOf(web, request.params);
    // The unfinished draft stays where its resume link finds it; the form that opens begins another.
    return sendOn(reply, `${stepAddress(service, lang, service.journey[0]?.name ?? '')}?${anew}`);
  });

  app.get<At>('/:lang/services/:service/resume', async (request, reply) => {
    const { service, lang } = serviceOf(web, request.params);
    const place = await whereToGoOn(web.ctx, web.visitors.known(request), service);
    if (!place) return sendOn(reply, stepAddress(service, lang, 'start'));
    const token = resumeToken(web.ctx.secret, place.draft.id);
    const link = `${portalOrigin(web.ctx, request)}${stepAddress(service, lang, `resume/${token}`)}`;
    const content = laterPage(service, lang, link, stepAddress(service, lang, place.step.name));
    return sendPage(request, reply, await web.look(), {
      lang,
      path: `/services/${service.slug}/resume`,
      ...content,
    });
  });

  app.get<At & { Params: { token: string } }>(
    '/:lang/services/:service/resume/:token',
    async (request, reply) => {
      const { service, lang } = serviceOf(web, request.params);
      const { token } = request.params;
      const isOurs = readResumeToken(web.ctx.secret, token) !== null;
      return sendPage(request, reply, await web.look(), {
        status: isOurs ? 200 : 404,
        lang,
        path: `/services/${service.slug}`,
        ...(isOurs ? resumePage(service, lang, token) : gonePage(service, lang)),
      });
    },
  );

  app.post<At & { Params: { token: string } }>(
    '/:lang/services/:service/resume/:token',
    async (request, reply) => {
      const { service, lang } = serviceOf(web, request.params);
      const visitor = web.visitors.met(request, reply);
      const resumed = await resumeDraft(web.ctx, visitor, service, request.params.token);
      const place = resumed ? await whereToGoOn(web.ctx, visitor, service) : null;
      if (place) return sendOn(reply, stepAddress(service, lang, place.step.name));
      const path = `/services/${service.slug}`;
      return sendPage(request, reply, await web.look(), {
        status: 404,
        lang,
        path,
        ...gonePage(service, lang),
      });
    },
  );

  app.post<At>('/:lang/services/:service/forget', async (request, reply) => {
    const { service, lang } = serviceOf(web, request.params);
    const visitor = web.visitors.known(request);
    if (visitor) await forgetDrafts(web.ctx, visitor, service);
    web.visitors.forget(reply);
    return sendOn(reply, `/${lang}/services/${service.slug}`);
  });

  app.get<CodeAt>('/:lang/services/:service/:step/picture.png', async (request, reply) => {
    serviceOf(web, request.params);
    const code = codeOf(web, request);
    const picture = code && (await screenCodePicture(web.ctx, code));
    if (!picture) throw new Refused('not-found');
    return reply.type('image/png').header('cache-control', 'no-store').send(picture);
  });

  app.get<CodeAt>('/:lang/services/:service/:step/sound.wav', async (request, reply) => {
    const { lang } = serviceOf(web, request.params);
    const code = codeOf(web, request);
    const sound = code && (await screenCodeSound(web.ctx, code, lang));
    if (!sound) throw new Refused('not-found');
    return sendRange(request, reply.type('audio/wav').header('cache-control', 'no-store'), sound);
  });
}

/** The code that a picture or a sound is asked for, and the browser that asks: two tabs may show two codes. */
function codeOf(web: Web, request: FastifyRequest<CodeAt>): { id: string; holder: Buffer } | null {
  const visitor = web.visitors.known(request);
  const { of } = request.query;
  if (visitor === null || typeof of !== 'string' || !isUuid(of)) return null;
  return { id: of, holder: visitor.holder };
}
