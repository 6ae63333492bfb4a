import { fileObjection } from '../../engine/objections/file-objection.ts';
import { readForm } from '../http/form.ts';
import { sendOn } from '../http/pages.ts';
import { langOf } from '../http/web.ts';
import { words } from './objection-words.ts';
import { sendStatus } from './status-page.ts';
import type { FastifyInstance } from 'fastify';
import type { Web } from '../http/web.ts';

/** How much of what was typed is shown again. */
const mostShownAgain = 4000;

/** Objecting to a refusal, from the status page. */
export function objectionRoutes(app: FastifyInstance, web: Web): void {
  app.get<{ Params: { lang: string } }>('/:lang/track/objection', (request, reply) =>
    sendOn(reply, `/${langOf(request.params)}/track/status`),
  );
  app.post<{ Params: { lang: string } }>('/:lang/track/objection', async (request, reply) => {
    const lang = langOf(request.params);
    const { sent, strange } = readForm(request, ['refusal', 'objection']);
    const typed = (sent['objection'] ?? '').slice(0, mostShownAgain);
    const again = (status: number, error: string) =>
      sendStatus(web, { request, reply, lang }, status, { objection: { typed, error } });
    if (strange) return again(400, words.strangeForm[lang]);
    const refusal = /^[1-9]\d{0,14}$/.test(sent['refusal'] ?? '') ? Number(sent['refusal']) : 0;
    const visitor = web.visitors.met(request, reply);
    const result = await fileObjection(web.ctx, visitor, { refusal, words: sent['objection'] ?? '' });
    switch (result.kind) {
      case 'invalid':
        return again(422, { needed: words.needed, 'too-long': words.tooLong }[result.words][lang]);
      case 'filed':
      case 'there':
      case 'over':
      case 'unknown':
        return sendOn(reply, `/${lang}/track/status`);
    }
  });
}
