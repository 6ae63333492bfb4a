import type { Context } from '../context.ts';
import type { Service } from '../define/define-service.ts';
import type { OnDocument } from '../define/document.ts';
import type { SettingsToday } from '../settings/settings.ts';
import type { Frozen } from './document.ts';

/** Everything that will stand on the document of an approval, with the conditions and the city's name of its day. */
export function freezeDocument(
  ctx: Context,
  service: Service,
  today: SettingsToday,
  { facts, paper }: OnDocument,
): Frozen {
  const conditions = today.of(service)[service.issues?.conditions ?? '']?.value;
  return {
    facts,
    paper,
    // The setting's schema is that of sentences; see `issues`.
    conditions: conditions as Frozen['conditions'],
    issuer: today.portal['portal.name'].value,
    origin: ctx.documents.origin,
    demo: ctx.demo,
  };
}
