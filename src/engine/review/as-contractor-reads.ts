import { applicationSms, factsOfDecision } from '../notifications/application-sms.ts';
import { showLink } from '../notifications/links.ts';
import { withoutInternal } from './office-event.ts';
import type { Application, ApplicationEvent, Decision } from '../applications/application.ts';
import type { Service } from '../define/define-service.ts';
import type { SettingsToday } from '../settings/settings.ts';
import type { OfficeApplication } from './cases.store.ts';
import type { OfficeEvent } from './office-event.ts';

/**
 * A decision as its contractor will read it, in the language of the application: `application` is what the status page
 * will show; `sms` is the message.
 */
export type Reading = {
  kind: 'preview';
  service: Service;
  application: Application;
  decision: Decision;
  sms: string;
};

/** Draws up what a contractor will read of a decision, in the words in force by `settings`. */
export function asContractorReads(
  settings: SettingsToday,
  service: Service,
  found: OfficeApplication,
  decision: Decision,
  origin: string | null,
): Reading {
  const { id, reference, lang, shown, phone, submittedAt, promisedOn } = found;
  const theirs = withoutInternal(found.events).filter((event) => event.by === null);
  return {
    kind: 'preview',
    service,
    application: {
      id,
      reference,
      service: found.service,
      lang,
      shown,
      phone,
      submittedAt,
      promisedOn,
      events: [...theirs.map(withoutStaff), decision],
    },
    decision,
    sms: showLink(
      applicationSms(settings, service, { lang, reference, origin }, factsOfDecision(decision)),
      origin,
      lang,
      decision.kind,
    ),
  };
}

/** What the office knows of an event stays in the office. */
function withoutStaff({
  by: _by,
  id: _id,
  ...event
}: ApplicationEvent & Pick<OfficeEvent, 'by' | 'id'>): ApplicationEvent {
  return event;
}
