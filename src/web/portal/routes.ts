import { storable } from '../http/form.ts';
import { sendPage } from '../http/pages.ts';
import { langOf, serviceOf } from '../http/web.ts';
import { contactPage, homePage, servicePage, servicesPage } from './pages.ts';
import { offersOf, searchOffers } from './offers.ts';
import type { FastifyInstance } from 'fastify';
import type { Web } from '../http/web.ts';

type At = { Params: { lang: string } };

/** The portal's own pages: home, the e-services and their search, the page of each service, contact. */
export function portalRoutes(app: FastifyInstance, web: Web): void {
  const offers = offersOf(web.ctx.services);

  app.get('/', (_request, reply) => reply.redirect('/ar', 302));

  app.get<At>('/:lang', async (request, reply) => {
    const lang = langOf(request.params);
    return sendPage(request, reply, await web.look(), { lang, path: '/', ...homePage(offers, lang) });
  });

  app.get<At & { Querystring: { q?: unknown } }>('/:lang/services', async (request, reply) => {
    const lang = langOf(request.params);
    const { q } = request.query;
    const query = typeof q === 'string' ? storable(q.trim().slice(0, 100)) : '';
    const found = query === '' ? offers : searchOffers(offers, query);
    const content = servicesPage(offers, found, query, lang);
    return sendPage(request, reply, await web.look(), { lang, path: '/services', ...content });
  });

  app.get<At & { Params: { service: string } }>('/:lang/services/:service', async (request, reply) => {
    const { service, lang } = serviceOf(web, request.params);
    const look = await web.look();
    const content = servicePage(service, look.settings, lang, web.ctx.demo);
    return sendPage(request, reply, look, { lang, path: `/services/${service.slug}`, ...content });
  });

  app.get<At>('/:lang/contact', async (request, reply) => {
    const lang = langOf(request.params);
    const look = await web.look();
    return sendPage(request, reply, look, { lang, path: '/contact', ...contactPage(look.settings, lang) });
  });
}
