import { todayAt } from '../../platform/clock/calendar.ts';
import { printable } from '../../platform/typeset/letters.ts';
import type { Fact } from '../define/register.ts';
import type { Service } from '../define/define-service.ts';
import type { DocumentText } from '../define/text.ts';
import type { Unmade } from './documents.store.ts';

/** What a template is given: everything as it is drawn, in both languages. */
export function documentPage(service: Service, document: Unmade, qr: string): object {
  const { frozen, code, reference, preparedAt } = document;
  const ar = textOf(service, 'ar');
  const en = textOf(service, 'en');
  const issued = todayAt(preparedAt);
  return {
    title: { ar: printable(ar.title), en: en.title },
    issuer: { ar: printable(frozen.issuer.ar), en: printable(frozen.issuer.en) },
    demo: frozen.demo,
    words: { ar: printableAll(ar.words), en: printableAll(en.words) },
    facts: Object.entries(ar.facts).flatMap(([name, label]) => {
      const fact = frozen.facts[name];
      return fact === undefined
        ? []
        : [{ label: { ar: printable(label), en: printable(en.facts[name] ?? '') }, ...drawn(fact) }];
    }),
    conditions: frozen.conditions.map((each) => ({ ar: printable(each.ar), en: printable(each.en) })),
    code,
    reference,
    issued: { year: issued.year, month: issued.month, day: issued.day, 'day-of': issued.toString() },
    address: `${new URL(frozen.origin).host}/ar/verify`,
    qr,
  };
}

/** A fact as the template draws it. */
function drawn(fact: Fact): { kind: 'text' | 'number' | 'date'; text: string } {
  switch (fact.kind) {
    case 'text':
    case 'number':
      return { kind: fact.kind, text: printable(fact.text) };
    case 'date':
      return { kind: 'date', text: fact.date };
    case 'days':
      return { kind: 'number', text: String(fact.days) };
    case 'money':
      return { kind: 'number', text: (fact.fils / 1000).toFixed(3) };
  }
}

function printableAll(words: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(words).map(([name, text]) => [name, printable(text)]));
}

function textOf(service: Service, lang: 'ar' | 'en'): DocumentText {
  const { document } = service.text[lang];
  if (document === undefined) throw new Error(`«${service.slug}» issues no document`);
  return document;
}
