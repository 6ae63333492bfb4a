import { checkDocument } from '../../engine/documents/check-document.ts';
import { jwkSet, readDocumentKeys } from '../../engine/documents/document-keys.ts';
import { readForm } from '../http/form.ts';
import { sendOn, sendPage } from '../http/pages.ts';
import { addressOf } from '../http/visitor.ts';
import { langOf } from '../http/web.ts';
import { forgottenPage, genuinePage, unknownPage, verifyPage } from './verify-page.ts';
import { words } from './words.ts';
import type { FastifyInstance } from 'fastify';
import type { PageContent } from '../http/pages.ts';
import type { Web } from '../http/web.ts';

type At = { Params: { lang: string } };

/**
 * Checking a document, for anybody. The answer is a page of the POST itself: it changes nothing, and an address for it would
 * leave codes in histories. A code that is a document's and one that is none get the same status.
 */
export function verifyRoutes(app: FastifyInstance, web: Web): void {
  app.get<At>('/:lang/verify', async (request, reply) => {
    const lang = langOf(request.params);
    const content = verifyPage({ typed: '', general: [] }, lang);
    return sendPage(request, reply, await web.look(), { lang, path: '/verify', ...content });
  });

  app.get<At>('/:lang/verify/answer', (request, reply) => sendOn(reply, `/${langOf(request.params)}/verify`));

  // Not the form's own address: a code that is scanned while an answer is shown must open the form anew.
  app.post<At>('/:lang/verify/answer', async (request, reply) => {
    const lang = langOf(request.params);
    const { sent, strange } = readForm(request, ['code']);
    const typed = (sent['code'] ?? '').slice(0, 200);
    const show = async (status: number, content: PageContent) =>
      sendPage(request, reply, await web.look(), { status, lang, path: '/verify', ...content });
    if (strange) return show(400, verifyPage({ typed, general: [words.strangeForm[lang]] }, lang));
    const checked = await checkDocument(web.ctx, addressOf(request), typed);
    switch (checked.kind) {
      case 'genuine':
        return show(200, genuinePage(checked.document, lang));
      case 'forgotten':
        return show(200, forgottenPage(checked, lang));
      case 'unknown':
        return show(200, unknownPage(typed, lang));
      case 'invalid':
        return show(422, verifyPage({ typed, error: words.codeRequired[lang], general: [] }, lang));
      case 'limited':
        void reply.header('retry-after', checked.retryAfter);
        return show(429, verifyPage({ typed, general: [words.limited[lang]] }, lang));
    }
  });

  app.get('/.well-known/tajdeed-keys.json', async (_request, reply) => {
    const keys = jwkSet(await readDocumentKeys(web.ctx.db));
    // For everybody: other programs check codes as well, and pages of others may.
    void reply.headers({
      'cache-control': 'public, max-age=300',
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
    });
    return reply.type('application/jwk-set+json').send(JSON.stringify(keys));
  });
}
