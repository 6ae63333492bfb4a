import { checkDocument } from '../../engine/documents/check-document.ts';
import { jwkSet, readDocumentKeys } from '../../engine/documents/document-keys.ts';
import { readWithdrawalList } from '../../engine/documents/keep-withdrawal-list.ts';
import { readForm } from '../http/form.ts';
import { sendOn, sendPage } from '../http/pages.ts';
import { addressOf } from '../http/visitor.ts';
import { langOf } from '../http/web.ts';
import { forgottenPage, genuinePage, unknownPage, verifyPage } from './verify-page.ts';
import { words } from './words.ts';
import type { FastifyInstance } from 'fastify';
import type { PageContent } from '../http/pages.ts';
import type { Web } from '../http/web.ts';
import type { VerifyKit } from './verify-page.ts';

type At = { Params: { lang: string } };

/**
 * Checking a document, for anybody. The answer is a page of the POST itself: it changes nothing, and an address for it would
 * leave codes in histories. A code that is a document's and one that is none get the same status.
 */
export function verifyRoutes(app: FastifyInstance, web: Web): void {
  const kit = async (): Promise<VerifyKit> => {
    const { settings } = await web.look();
    const warnAfter = settings.portal['documents.list-warning'].value;
    return { keys: jwkSet(await readDocumentKeys(web.ctx.db)).keys, warnAfter };
  };

  app.get<At>('/:lang/verify', async (request, reply) => {
    const lang = langOf(request.params);
    const content = verifyPage({ typed: '', general: [] }, await kit(), lang);
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
    if (strange)
      return show(400, verifyPage({ typed, general: [words.strangeForm[lang]] }, await kit(), lang));
    const checked = await checkDocument(web.ctx, addressOf(request), typed);
    switch (checked.kind) {
      case 'genuine':
        return show(200, genuinePage(checked.document, lang));
      case 'forgotten':
        return show(200, forgottenPage(checked, lang));
      case 'unknown':
        return show(200, unknownPage(typed, lang));
      case 'invalid':
        return show(
          422,
          verifyPage({ typed, error: words.codeRequired[lang], general: [] }, await kit(), lang),
        );
      case 'limited':
        void reply.header('retry-after', checked.retryAfter);
        return show(429, verifyPage({ typed, general: [words.limited[lang]] }, await kit(), lang));
    }
  });

  // For everybody: other programs check documents as well, and pages of others may.
  const forEverybody = {
    'access-control-allow-origin': '*',
    'cross-origin-resource-policy': 'cross-origin',
  };

  app.get('/.well-known/tajdeed-keys.json', async (_request, reply) => {
    const keys = jwkSet(await readDocumentKeys(web.ctx.db));
    void reply.headers({ 'cache-control': 'public, max-age=300', ...forEverybody });
    return reply.type('application/jwk-set+json').send(JSON.stringify(keys));
  });

  app.get('/.well-known/tajdeed-withdrawals.cose', async (_request, reply) => {
    const list = await readWithdrawalList(web.ctx);
    // None was signed yet: an address that is known, with nothing to tell.
    if (list === null) return reply.code(204).header('cache-control', 'no-store').send();
    void reply.headers({ 'cache-control': 'public, max-age=60', ...forEverybody });
    return reply.type('application/cose; cose-type="cose-sign1"').send(list.message);
  });
}
