import { randomUUID } from 'node:crypto';
import { readMobile, showPhone } from '../../platform/i18n/phone.ts';
import { showMoment } from '../../platform/i18n/dates.ts';
import { readSimulatedPhone } from '../../platform/sms/simulator.ts';
import { takeIncoming } from '../../engine/inbox/take-incoming.ts';
import { readForm, storable } from '../http/form.ts';
import { sendOn, sendPage } from '../http/pages.ts';
import { Refused } from '../http/refusals.ts';
import { bdi } from '../ui/bdi.ts';
import { button } from '../ui/button.ts';
import { field } from '../ui/field.ts';
import { html } from '../ui/html.ts';
import type { FastifyInstance } from 'fastify';
import type { Web } from '../http/web.ts';
import type { Html } from '../ui/html.ts';

type Query = { Querystring: { phone?: unknown } };

/** The simulated phones. Only the demo has them: elsewhere these addresses do not exist. */
export function demoRoutes(app: FastifyInstance, web: Web): void {
  app.get<Query>('/demo/phone.json', async (request, reply) => {
    const phone = readPhone(request.query.phone);
    const messages = phone === null ? [] : await readSimulatedPhone(web.ctx.db, phone);
    return reply.header('cache-control', 'no-store').send(messages);
  });

  app.post('/demo/phone', async (request, reply) => {
    const { sent, strange } = readForm(request, ['phone', 'text']);
    const phone = readPhone(sent['phone']);
    if (strange || phone === null) throw new Refused('bad-form');
    await takeIncoming(web.ctx, 'simulator', { id: randomUUID(), from: phone, text: sent['text'] ?? '' });
    return sendOn(reply, `/demo/phone?phone=${encodeURIComponent(phone)}`);
  });

  app.get<Query>('/demo/phone', async (request, reply) => {
    const typed = typeof request.query.phone === 'string' ? storable(request.query.phone.slice(0, 40)) : '';
    const phone = readPhone(typed);
    const messages = phone === null ? [] : await readSimulatedPhone(web.ctx.db, phone);
    const main = html`<h1>الهاتف التجريبي</h1>
      <p class="lead">الرسائل القصيرة التي كانت ستصل إلى هاتف حقيقي.</p>
      <form action="/demo/phone">
        ${field({ name: 'phone', label: 'رقم الهاتف', value: typed, kind: 'tel', required: true, lang: 'ar' })}
        <p>${button({ text: 'اعرض الرسائل' })}</p>
      </form>
      ${phone !== null && writeForm(phone)} ${phone !== null && inbox(phone, messages)}`;
    const title = 'الهاتف التجريبي';
    return sendPage(request, reply, await web.look(), { lang: 'ar', path: '/', title, main, narrow: true });
  });
}

/** Writing to the city from the simulated phone. */
function writeForm(phone: string): Html {
  return html`<h2>اكتب إلى الأمانة</h2>
    <form method="post" action="/demo/phone">
      <input type="hidden" name="phone" value="${phone}" />
      ${field({
        name: 'text',
        label: 'نص الرسالة',
        hint: 'رقم الطلب المرجعي، أو الأرقام الثلاثة، أو: إيقاف',
        value: '',
        kind: 'text',
        required: true,
        lang: 'ar',
      })}
      <p>${button({ text: 'أرسل الرسالة', kind: 'ghost' })}</p>
    </form>`;
}

function inbox(phone: string, messages: readonly { at: string; text: string }[]): Html {
  if (messages.length === 0)
    return html`<p>لا رسائل على ${bdi(showPhone(phone))} بعد. أعد التحميل بعد لحظة.</p>`;
  return html`<h2>رسائل ${bdi(showPhone(phone))}</h2>
    <ol class="sms">
      ${messages.map((message) => {
        const at = showMoment(new Date(message.at), 'ar');
        return html`<li>
          <p dir="auto">${message.text}</p>
          <p class="quiet">${at.weekday} ${bdi(at.time)}</p>
        </li>`;
      })}
    </ol>`;
}

/** A `+` in an address arrives as a space. */
function readPhone(raw: unknown): string | null {
  const reading = typeof raw === 'string' ? readMobile(raw.replace(/^ /, '+')) : { ok: false as const };
  return reading.ok ? reading.e164 : null;
}
