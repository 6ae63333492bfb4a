import assert from 'node:assert/strict';
import { test } from 'node:test';
import { definedMessage, messageKinds } from '../../src/engine/define/messages.ts';
import { fillSms } from '../../src/engine/notifications/application-sms.ts';
import { linkPlace, placeLink, sampleLink } from '../../src/engine/notifications/links.ts';
import { langs } from '../../src/platform/i18n/lang.ts';
import { countParts } from '../../src/platform/sms/parts.ts';
import { services } from '../../src/services/index.ts';
import type { MessageKind } from '../../src/engine/define/messages.ts';
import type { SmsFacts } from '../../src/engine/notifications/application-sms.ts';

const day = Temporal.PlainDate.from('2026-12-06');
const reason = { ar: 'مخالفة شروط التصريح', en: 'Conditions of the permit were broken' };
const long = { ar: 'سبب طويل '.repeat(12), en: 'a long reason '.repeat(24) };
const origin = 'https://eservices.ammancity.example';
const [service] = services;
assert.ok(service);

const facts: Record<MessageKind, SmsFacts> = {
  submitted: { kind: 'submitted', promisedOn: day },
  unchecked: { kind: 'unchecked', receivedOn: day },
  'not-renewable': { kind: 'not-renewable', outcome: { kind: 'miss' } },
  returned: { kind: 'returned', completeBy: day },
  completed: { kind: 'completed', promisedOn: day },
  approved: { kind: 'approved', until: day },
  refused: { kind: 'refused', reason },
  withdrawn: { kind: 'withdrawn', permit: '287/2026', since: day, reason },
  restored: { kind: 'restored', permit: '287/2026', since: day, reason },
  'completion-warning': { kind: 'completion-warning', lastDay: day },
  lapsed: { kind: 'lapsed' },
  objected: { kind: 'objected', promisedOn: day },
  'objection-upheld': { kind: 'objection-upheld', promisedOn: day },
  'objection-rejected': { kind: 'objection-rejected' },
  'phone-change': { kind: 'phone-change', on: day },
  'phone-changed': { kind: 'phone-changed' },
  reminder: { kind: 'reminder', permits: [{ label: '287 / 2026', endsOn: day }] },
};

/** How many parts each may be: those with a link, a reason or the way to object are two. */
const most: Record<MessageKind, number> = {
  submitted: 1,
  unchecked: 1,
  'not-renewable': 1,
  returned: 2,
  completed: 1,
  approved: 2,
  refused: 2,
  withdrawn: 2,
  restored: 1,
  'completion-warning': 1,
  lapsed: 1,
  objected: 1,
  'objection-upheld': 1,
  'objection-rejected': 1,
  'phone-change': 2,
  'phone-changed': 1,
  reminder: 2,
};

const filled = (kind: MessageKind, lang: 'ar' | 'en', from: string | null, with_ = facts[kind]) =>
  fillSms(
    definedMessage(service.text, kind),
    service,
    { lang, reference: '4K7-M92-QHK', origin: from },
    with_,
  );

for (const kind of messageKinds)
  test(`${kind}: as short as it may be, nothing left unfilled, numbers isolated in Arabic alone`, () => {
    for (const lang of langs)
      for (const from of [origin, null]) {
        const text = filled(kind, lang, from);
        const sent = text.replace(linkPlace, sampleLink(origin, lang, kind));
        const { parts, units, encoding } = countParts(sent);
        assert.ok(parts <= most[kind], `${lang}: ${parts} parts, ${units} letters: ${sent}`);
        assert.equal(encoding, lang === 'ar' ? 'UCS-2' : 'GSM-7', sent);
        assert.doesNotMatch(sent, /[{}]/);
        const bare = sent.replace(/\u2066[^\u2069]*\u2069/g, '').replace(/https:\S+/, '');
        if (lang === 'ar') assert.doesNotMatch(bare, /[0-9A-Za-z]/);
        assert.doesNotMatch(sent, /[:\s]$/);
      }
  });

test('a reason that would make three parts is left to the status page', () => {
  for (const lang of langs) {
    const text = filled('refused', lang, origin, { kind: 'refused', reason: long });
    assert.ok(countParts(text).parts <= 2);
    assert.match(text, /تتبّع طلب|Follow an application/);
  }
});

test('a link has a line of its own, wherever the city puts it, and goes where there is none', () => {
  assert.equal(placeLink('افتح {link}', origin), 'افتح\n{link}');
  assert.equal(placeLink('افتح {link} الآن', origin), 'افتح\n{link}\nالآن');
  assert.equal(placeLink('{link}', origin), '\n{link}');
  assert.equal(placeLink('افتح: {link}', null), 'افتح');
  assert.equal(placeLink('لا رابط', origin), 'لا رابط');
});
