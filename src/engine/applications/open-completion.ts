import { hashKey } from '../../platform/ids/secret.ts';
import { showPhone } from '../../platform/i18n/phone.ts';
import { emptyDraft } from '../journey/draft.ts';
import { returnOf, standing } from './application.ts';
import { endOfReturn } from './end-of-return.ts';
import { findCompletable, findLink } from './completions.store.ts';
import { phoneAnswer } from './make-application.ts';
import { findOpenStatus } from './status.ts';
import type { Context, Visitor } from '../context.ts';
import type { Service } from '../define/define-service.ts';
import type { AskStep } from '../define/journey.ts';
import type { Draft } from '../journey/draft.ts';
import type { Returned } from './application.ts';
import type { Completable } from './completions.store.ts';

/**
 * How a contractor comes to what they are to complete: by the link of the SMS, which opens that one return, or by the
 * status page that this browser may look at.
 */
export type Door = { kind: 'link'; token: string } | { kind: 'status' };

/** What is to be completed, with what was given so far: nothing else of the application. */
export type Completion = {
  kind: 'open';
  applicationId: number;
  service: Service;
  /** Which return this is. */
  returnId: number;
  returned: Returned;
  /** The named answers, as a step that asks for them. */
  step: AskStep;
  /** Holds what was given, as it is typed. */
  draft: Draft;
  /** The day is over; the status page is open until the office decides, or the application ends by itself. */
  overdue: boolean;
  /** With the end of which day it ends by itself; null: none that is near. */
  endsOn: string | null;
};

/** Why there is nothing to complete. */
export type NoCompletion =
  /** It was completed, then, and a decision is promised by that day. */
  | { kind: 'completed'; at: Date; reference: string; promisedOn: string }
  /** The office took it back, or decided. */
  | { kind: 'over' }
  /** The link was good until the end of this day; the status page still is. */
  | { kind: 'expired'; completeBy: string }
  /** There never was such a link; or this browser may look at nothing. */
  | { kind: 'unknown' };

/** Opens what is to be completed. Changes nothing: who previews links opens them too. */
export async function openCompletion(
  ctx: Context,
  visitor: Visitor | null,
  door: Door,
): Promise<Completion | NoCompletion> {
  const place = await findPlace(ctx, visitor, door);
  if (place === null) return { kind: 'unknown' };
  const application = await findCompletable(ctx.db.query, place.applicationId);
  if (application === null) return { kind: 'unknown' };
  const judged = judge(ctx, application, place.returnId, door);
  if (judged.kind !== 'open') return judged;
  return { ...judged, endsOn: await endOfReturn(ctx, judged.service, judged.returned) };
}

async function findPlace(
  ctx: Context,
  visitor: Visitor | null,
  door: Door,
): Promise<{ applicationId: number; returnId: number | null } | null> {
  if (door.kind === 'link')
    return /^[A-Za-z0-9_-]{22}$/.test(door.token) ? findLink(ctx.db.query, hashKey(door.token)) : null;
  const status = visitor && (await findOpenStatus(ctx, visitor));
  return status ? { applicationId: status.application.id, returnId: null } : null;
}

/** Whether a return waits for its contractor now. `returnId`: that one; null: whichever does. */
function judge(
  ctx: Context,
  application: Completable,
  returnId: number | null,
  door: Door,
): Omit<Completion, 'endsOn'> | NoCompletion {
  const returned = returnThatWaits(application);
  if (returned === null || (returnId !== null && returned.id !== returnId))
    return whyNone(application, returnId);
  const overdue = application.today > returned.completeBy;
  if (overdue && door.kind === 'link') return { kind: 'expired', completeBy: returned.completeBy };
  const service = ctx.services.find(({ slug }) => slug === application.service);
  if (!service) return { kind: 'unknown' };
  const asks = returned.fields.filter((name) => name in service.answers);
  const given = Object.fromEntries(asks.map((name) => [name, application.answers[name] ?? '']));
  // Who came by the status page knows the phone's last four digits only, and learns no more here.
  const phone = phoneAnswer(service);
  if (phone in given) given[phone] = door.kind === 'link' ? showPhone(application.phone) : '';
  return {
    kind: 'open',
    applicationId: application.id,
    service,
    returnId: returned.id,
    returned,
    step: { kind: 'ask', name: 'complete', asks },
    draft: {
      ...emptyDraft('', service, application.lang),
      typed: given,
      answers: application.answers,
      found: application.found,
    },
    overdue,
  };
}

/** The return that waits for its contractor, who sees it once it can no longer be undone. */
export function returnThatWaits({ events, now }: Completable): (Returned & { id: number }) | null {
  const returned = returnOf(events);
  return returned !== null && returned.finalAt <= now ? returned : null;
}

/** What became of a return; null: of the last one. */
export function whyNone(application: Completable, returnId: number | null): NoCompletion {
  const events = standing(application.events);
  const index = events.findLastIndex(
    ({ kind, id }) => kind === 'returned' && (returnId === null || id === returnId),
  );
  const next = events[index + 1];
  if (index < 0 || next?.kind !== 'completed') return { kind: 'over' };
  const { reference, promisedOn } = application;
  return { kind: 'completed', at: next.at, reference, promisedOn };
}
