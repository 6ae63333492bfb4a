import { countParts } from '../../platform/sms/parts.ts';
import { langs } from '../../platform/i18n/lang.ts';
import { messageKinds, messageSetting } from '../define/messages.ts';
import { fillSms } from '../notifications/application-sms.ts';
import { linkPlace, sampleLink, showLink } from '../notifications/links.ts';
import { completeByOf } from '../settings/of-service.ts';
import { promisedOn } from './judge.ts';
import { findNewestMet } from './rehearsal.store.ts';
import type { Lang } from '../../platform/i18n/lang.ts';
import type { SmsParts } from '../../platform/sms/parts.ts';
import type { Context } from '../context.ts';
import type { Service } from '../define/define-service.ts';
import type { MessageKind } from '../define/messages.ts';
import type { Bilingual } from '../define/setting-form.ts';
import type { SmsFacts } from '../notifications/application-sms.ts';
import type { SettingsToday } from '../settings/settings.ts';
import type { Met } from './rehearsal.store.ts';

/** An SMS as a phone would show it, with what it costs. */
export type PreviewedMessage = {
  /** Of which application it speaks; null: none has met this yet, and the numbers are made up. */
  application: { id: number; reference: string } | null;
  texts: { lang: Lang; text: string; parts: SmsParts }[];
};

/** A reference that is well formed. */
const example = '4K7-M92-QHR';
const examplePermit = '287/2026';
const exampleReason: Bilingual = { ar: 'مخالفة شروط التصريح', en: 'Conditions of the permit were broken' };

/**
 * Fills words for a message into the newest application that met what it tells: in both languages, whatever the application's
 * own. Null: this setting is no message. What is shown is of somebody's application: whoever shows it records the read.
 */
export async function previewMessage(
  ctx: Context,
  key: string,
  words: Bilingual,
): Promise<PreviewedMessage | null> {
  const service = ctx.services.find(({ slug }) => key.startsWith(`${slug}.`));
  const kind = messageKinds.find((each) => key === `${service?.slug}.${messageSetting(each)}`);
  if (service === undefined || kind === undefined) return null;
  const met = await findNewestMet(ctx.db.query, service.slug, kind);
  const facts = factsOf(kind, met, service, await ctx.settings.now());
  return {
    application: met && { id: met.id, reference: met.reference },
    texts: langs.map((lang) => {
      const of = { lang, reference: met?.reference ?? example, origin: ctx.publicUrl };
      const filled = fillSms(words, service, of, facts);
      // Counted with a link as long as the one that is sent.
      const sample = filled.replace(linkPlace, sampleLink(ctx.publicUrl ?? '', lang, kind));
      return { lang, text: showLink(filled, ctx.publicUrl, lang, kind), parts: countParts(sample) };
    }),
  };
}

function factsOf(kind: MessageKind, met: Met | null, service: Service, settings: SettingsToday): SmsFacts {
  const day = (text: string | undefined) =>
    text === undefined ? settings.today : Temporal.PlainDate.from(text);
  switch (kind) {
    case 'submitted':
      return { kind, promisedOn: day(met?.promisedOn ?? promisedOn(service, settings, '00:00')) };
    case 'unchecked':
      return { kind, receivedOn: day(met?.submittedOn) };
    case 'approved':
      // An approval that adds no term leaves {until} as it stands, here as on the phone.
      if (met && !met.data.term) return { kind, until: null };
      return { kind, until: day(met?.data.term?.until) };
    case 'refused':
      return { kind, reason: met?.data.reason ?? exampleReason };
    case 'returned':
      return { kind, completeBy: day(met?.data.completeBy ?? completeByOf(settings, service).toString()) };
    case 'completed':
      return { kind, promisedOn: day(met?.promisedOn ?? promisedOn(service, settings, '00:00')) };
    case 'withdrawn':
    case 'restored':
      return { kind, permit: examplePermit, since: settings.today, reason: exampleReason };
    case 'lapsed':
    case 'objection-rejected':
    case 'phone-changed':
      return { kind };
    case 'completion-warning':
      return { kind, lastDay: settings.today.add({ days: 3 }) };
    case 'objected':
    case 'objection-upheld':
      return { kind, promisedOn: day(promisedOn(service, settings, '00:00')) };
    case 'phone-change':
      return { kind, on: settings.today.add({ days: 1 }) };
    case 'reminder':
      return { kind, permits: [{ label: examplePermit, endsOn: settings.today.add({ days: 14 }) }] };
    case 'not-renewable':
      return { kind, outcome: met?.data.outcome ?? { kind: 'miss' } };
  }
}
