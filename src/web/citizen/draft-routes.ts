import { forgetDrafts, resumeDraft, whereToGoOn } from '../../engine/applications/continue-draft.ts';
import { resumeToken } from '../../engine/applications/resume.ts';
import { screenCodePicture, screenCodeSound } from '../../engine/verification/screen-code.ts';
import { sendOn, sendPage } from '../http/pages.ts';
import { Refused } from '../http/refusals.ts';
import { serviceOf } from '../http/web.ts';
import { gonePage, laterPage, resumePage } from './resume-pages.ts';
import { anew, stepAddress } from './step-view.ts';
import type { FastifyInstance } from 'fastify';
import type { Web } from '../http/web.ts';

type At = { Params: { lang: string; service: string } };

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
    const link = `${web.ctx.publicUrl}${stepAddress(service, lang, `resume/${token}`)}`;
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
      const content = resumePage(service, lang, request.params.token);
      return sendPage(request, reply, await web.look(), {
        lang,
        path: `/services/${service.slug}`,
        ...content,
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

  app.get<At & { Params: { step: string } }>(
    '/:lang/services/:service/:step/picture.png',
    async (request, reply) => {
      const { service } = serviceOf(web, request.params);
      const place = await whereToGoOn(web.ctx, web.visitors.known(request), service);
      const picture = place && (await screenCodePicture(web.ctx, place.draft.id));
      if (!picture) throw new Refused('not-found');
      return reply.type('image/png').header('cache-control', 'no-store').send(picture);
    },
  );

  app.get<At & { Params: { step: string } }>(
    '/:lang/services/:service/:step/sound.wav',
    async (request, reply) => {
      const { service, lang } = serviceOf(web, request.params);
      const place = await whereToGoOn(web.ctx, web.visitors.known(request), service);
      const sound = place && (await screenCodeSound(web.ctx, place.draft.id, lang));
      if (!sound) throw new Refused('not-found');
      return reply.type('audio/wav').header('cache-control', 'no-store').send(sound);
    },
  );
}
