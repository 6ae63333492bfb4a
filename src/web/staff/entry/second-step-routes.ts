import { offerEnrolment, passSecondStep } from '../../../engine/staff/second-step.ts';
import { stageOf } from '../../../engine/staff/sessions.ts';
import { readForm } from '../../http/form.ts';
import { sendOn } from '../../http/pages.ts';
import { Refused } from '../../http/refusals.ts';
import { bdi } from '../../ui/bdi.ts';
import { button } from '../../ui/button.ts';
import { field } from '../../ui/field.ts';
import { html, join } from '../../ui/html.ts';
import { readNext } from '../frame/next-page.ts';
import { errorOf, noErrors, summaryOf } from '../frame/form-errors.ts';
import { sendStaffPage } from '../frame/staff-page.ts';
import { placeOfRequest, staffRoute } from '../frame/staff-route.ts';
import { giveToken } from '../frame/token-cookie.ts';
import { words } from '../frame/words.ts';
import { findSite, passkeyForm, passkeyScript } from './passkey-form.ts';
import { words as passkeyWords } from './passkey-words.ts';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Enrolment } from '../../../engine/staff/totp.ts';
import type { Lang } from '../../../platform/i18n/lang.ts';
import type { Web } from '../../http/web.ts';
import type { Html } from '../../ui/html.ts';
import type { FormErrors } from '../frame/form-errors.ts';
import type { StaffPage } from '../frame/staff-page.ts';
import type { Entering } from '../frame/staff-route.ts';

/** The code of an app, after the password; at the first sign-in an app is connected. */
export function secondStepRoutes(app: FastifyInstance, web: Web): void {
  const draw = (visit: Entering, status: number, next: string, errors: FormErrors<'code'>) =>
    sendSecondStep(web, visit, status, next, errors);

  staffRoute(app, web, {
    method: 'GET',
    path: '/second-step',
    rule: 'entering',
    handler: async (visit) => {
      const next = readNext((visit.request.query as Record<string, unknown>)['next'], visit.lang);
      if (stageOf(visit.session) !== 'second-step') return sendOn(visit.reply, next);
      return draw(visit, 200, next, noErrors);
    },
  });

  staffRoute(app, web, {
    method: 'POST',
    path: '/second-step',
    rule: 'entering',
    handler: async (visit) => {
      const { lang, request, reply, session } = visit;
      const { sent, strange } = readForm(request, ['code', 'next']);
      if (strange) throw new Refused('bad-form');
      const next = readNext(sent['next'], lang);
      if (stageOf(session) !== 'second-step') return sendOn(reply, next);
      const result = await passSecondStep(web.ctx, session, sent['code'] ?? '', placeOfRequest(web, request));
      switch (result.kind) {
        case 'wrong':
          return draw(visit, 422, next, {
            fields: [{ name: 'code', text: words.codeWrong[lang] }],
            general: [],
          });
        case 'limited':
          void reply.header('retry-after', result.retryAfter);
          return draw(visit, 429, next, { fields: [], general: [words.codeLimited[lang]] });
        case 'ended':
          return sendOn(reply, `/${lang}/staff/sign-in`);
        case 'passed':
          giveToken(web, reply, result.token);
          return sendOn(reply, next);
      }
    },
  });
}

/** Sends the page of the second step: with what the person has for it, or an app to be connected. */
export async function sendSecondStep(
  web: Web,
  visit: Entering,
  status: number,
  next: string,
  errors: FormErrors<'code'>,
): Promise<FastifyReply> {
  const { lang, session, request } = visit;
  const { portal } = await web.look();
  const offer = offerEnrolment(web.ctx, session, portal.name[lang]);
  const { hasCodes, passkeys } = session.person;
  const has = { codes: hasCodes, passkeys: passkeys > 0, passkeysWork: findSite(web, request) !== null };
  return sendStaffPage(web, visit, { status, ...secondStepPage({ offer, has, next, errors }, lang) });
}

/** What a person has for the second step. */
type Has = { codes: boolean; passkeys: boolean; passkeysWork: boolean };

function leadOf(offer: Enrolment | null, { codes, passkeys }: Has, lang: Lang): string {
  if (offer) return words.enrolLead[lang];
  if (!passkeys) return words.secondStepLead[lang];
  return codes ? passkeyWords.secondStepBoth[lang] : passkeyWords.secondStepLead[lang];
}

function secondStepPage(
  form: { offer: Enrolment | null; has: Has; next: string; errors: FormErrors<'code'> },
  lang: Lang,
): StaffPage {
  const { offer, has, next, errors } = form;
  const byCode = offer !== null || has.codes;
  const byPasskey = has.passkeys && has.passkeysWork;
  const title = has.passkeys ? passkeyWords.secondTitle[lang] : words.secondStep[lang];
  const summary = summaryOf(errors, lang);
  const main = html`<h1>${title}</h1>
    ${summary}
    <p class="lead">${leadOf(offer, has, lang)}</p>
    ${offer && enrolment(offer, lang)} ${byPasskey && passkeyStep(next, byCode ? 'ghost' : 'primary', lang)}
    ${has.passkeys && !byCode && html`<p data-without-passkeys>${passkeyWords.without[lang]}</p>`}
    ${byCode && codeForm(next, errors, lang)}
    <form method="post" action="/${lang}/staff/sign-out">
      ${button({ text: words.otherPerson[lang], kind: 'quiet' })}
    </form>`;
  return {
    path: '/second-step',
    title,
    main,
    narrow: true,
    reads: null,
    alert: summary !== false,
    ...(byPasskey && { scripts: [passkeyScript] }),
  };
}

function codeForm(next: string, errors: FormErrors<'code'>, lang: Lang): Html {
  return html`<form method="post" action="/${lang}/staff/second-step" novalidate>
    <input type="hidden" name="next" value="${next}" />
    ${field({
      name: 'code',
      label: words.code[lang],
      hint: words.codeHint[lang],
      value: '',
      kind: 'code',
      short: true,
      required: true,
      lang,
      ...errorOf(errors, 'code'),
    })}
    <p>${button({ text: words.continue[lang] })}</p>
  </form>`;
}

function passkeyStep(next: string, kind: 'ghost' | 'primary', lang: Lang): Html {
  const form = {
    action: `/${lang}/staff/second-step/passkey`,
    ask: `/${lang}/staff/second-step/passkey/challenge`,
    text: passkeyWords.secondStep[lang],
    next,
    kind,
  };
  return passkeyForm(form, lang);
}

/** How an app is connected, step by step. */
export function enrolment({ groups, link }: Enrolment, lang: Lang): Html {
  const opener = html`<a href="${link}">${words.enrolLinkText[lang]}</a>`;
  const linked = words.enrolLink[lang].split('{link}').map((part) => html`${part}`);
  const [before = html``, after = html``] = linked;
  return html`<ol class="card ways">
    <li>
      <p>${words.enrolApp[lang]}</p>
      <p class="quiet">${words.enrolKey[lang]}</p>
      <p class="key">${bdi(groups)}</p>
      <p class="quiet">${join([before, opener, after])}</p>
    </li>
    <li>${words.enrolCode[lang]}</li>
  </ol>`;
}
