import { endOfReturn } from '../applications/end-of-return.ts';
import { hasEnded, returnOf, standing, stateOf } from '../applications/application.ts';
import { wordsOf } from '../applications/search-words.ts';
import { pausesOf, timeSpent } from '../applications/service-clock.ts';
import { whoFiledTogether } from '../counter/who-filed.ts';
import { documentOf } from '../documents/read-document.ts';
import { openFields } from '../journey/open-fields.ts';
import { lookUpOf } from '../journey/walk.ts';
import { lentTo } from '../delegations/lent-right.ts';
import { messagesOf } from '../notifications/list-messages.ts';
import { lentAction } from '../delegations/delegation.ts';
import { hasRefused } from '../objections/own-refusal.ts';
import { objectionsOf } from '../objections/list-objections.ts';
import { may } from '../staff/roles.ts';
import { phoneChangesOf } from '../phone-changes/confirm-phone-change.ts';
import { choicesOf, completeByOf } from '../settings/of-service.ts';
import { lastDaysOf } from './adjust-term.ts';
import { allowedActions } from './allowed.ts';
import { asContractorReads } from './as-contractor-reads.ts';
import { askRegister, seenOf, settingsOfBothDays } from './ask-register.ts';
import { findCaseFile, findOthersTogether } from './cases.store.ts';
import { officeStateOf, preparationOf, withoutInternal } from './office-event.ts';
import { needsConfirming } from './prepare-decision.ts';
import { stillFits } from './prepared-term.ts';
import { writeRevision } from './revision.ts';
import type { Decided } from '../applications/close-application.ts';
import type { TimeSpent } from '../applications/service-clock.ts';
import type { DocumentOf } from '../documents/read-document.ts';
import type { Context } from '../context.ts';
import type { MessageLine } from '../notifications/list-messages.ts';
import type { Filing } from '../counter/filing.ts';
import type { Service } from '../define/define-service.ts';
import type { Choice } from '../define/settings.ts';
import type { RegisterTerm } from '../registers/register-source.ts';
import type { Calendar } from '../settings/calendars.ts';
import type { Objection } from '../objections/objection.ts';
import type { PhoneChange } from '../phone-changes/phone-change.ts';
import type { SettingsToday } from '../settings/settings.ts';
import type { Actor } from './actor.ts';
import type { Lent } from '../delegations/delegation.ts';
import type { LastDays } from './adjust-term.ts';
import type { Action } from './allowed.ts';
import type { Reading } from './as-contractor-reads.ts';
import type { Judgement } from './ask-register.ts';
import type { OfficeApplication, OtherApplication } from './cases.store.ts';
import type { InternalNote } from './internal-note.ts';
import type { Lease } from './leases.store.ts';
import type { OfficeState, Preparation } from './office-event.ts';

/** Everything that a clerk decides by, in one view. */
export type Case = {
  /** Its answers as they were shown, its events with who did them. */
  application: OfficeApplication;
  service: Service;
  state: OfficeState;
  /** What the register says now, and what an approval would add. */
  register: Judgement;
  /** The terms of the register's row; none of a register elsewhere. */
  terms: RegisterTerm[];
  /** Other applications of the same contractor, or whoever the first number of the look-up names; the newest first. */
  others: (OtherApplication & { state: OfficeState })[];
  /** The phone given against the phone of the register. `same` is null when the register has none, or is down. */
  phone: { given: string; register: string | null; same: boolean | null };
  notes: InternalNote[];
  /** Its messages and what became of each, the newest first. */
  messages: MessageLine[];
  /** What the approval issued. */
  document: DocumentOf;
  /** Who filed it at the counter, and what they saw; null: its contractor submitted it. */
  filing: Filing | null;
  /** The objections to its refusals, the oldest first; and whether this person answers the one that waits. */
  objections: Objection[];
  mayAnswer: 'yes' | 'own-refusal' | 'no';
  /** The other phones that were asked for, the oldest first. */
  phoneChanges: PhoneChange[];
  lease: Lease | null;
  /** The moment of opening, by the database's clock. */
  now: Date;
  /** What this person may do here now, whoever has it in hand. */
  allowed: Action[];
  /** Something is not allowed here because this person filed the application at the counter. */
  notByFiler: boolean;
  /** How long the office had it in office hours, and how long its contractor. */
  spent: TimeSpent;
  /** What its contractor may be asked to complete; and until when, were they asked today. */
  completion: { fields: readonly string[]; completeBy: string };
  /** With the end of which day it ends by itself, being with its contractor; null: none that is near. */
  endsOn: string | null;
  /** Between which days a supervisor may put the last day of the term; null where there is no such term. */
  lastDays: LastDays | null;
  /** The decision that waits to be confirmed, and what its contractor would read of it. */
  prepared: PreparedCase | null;
  /** By whose delegation this person confirms, where they have no such right of their own. */
  lent: Lent | null;
  /** Which decisions need a second person now. */
  needsConfirming: Readonly<Record<Decided['kind'], boolean>>;
  /** What it may be refused for today. */
  reasons: readonly Choice[];
  /** What was seen: a decision names it. */
  revision: string;
};

/** A decision that waits to be confirmed. */
export type PreparedCase = {
  preparation: Preparation;
  /** This person prepared it: somebody else confirms it. */
  mine: boolean;
  reading: Reading;
  /** Why it cannot be confirmed as it was prepared: the register says otherwise by now. */
  outdated: boolean;
};

/** Opens the one view of an application for a person of the office. Null: there is none of this id. */
export async function openCase(ctx: Context, actor: Actor, applicationId: number): Promise<Case | null> {
  const db = ctx.db.reads;
  const file = await findCaseFile(db, applicationId);
  if (file === null) return null;
  const { application, notes, lease } = file;
  const service = serviceOf(ctx, application);
  const source = ctx.sources[lookUpOf(service).register.source];
  const state = officeStateOf(application.events);
  const returned = returnOf(withoutInternal(application.events));
  const days = await settingsOfBothDays(ctx, application);
  const [
    register,
    terms,
    others,
    calendars,
    document,
    filing,
    lent,
    messages,
    endsOn,
    objections,
    phoneChanges,
  ] = await Promise.all([
    askRegister(ctx, service, application, days, db, { hold: false }),
    source?.terms?.list(application.answers, db) ?? [],
    othersOf(ctx, service, application),
    ctx.settings.calendars(),
    documentOf(ctx, application.id),
    whoFiledTogether(db, application.id),
    state === 'to-confirm' ? lentTo(db, actor.id) : null,
    messagesOf(db, application.id),
    returned && endOfReturn(ctx, service, returned),
    objectionsOf(db, application.id),
    phoneChangesOf(db, application.id),
  ]);
  const lastDays = register.kind === 'row' ? lastDaysOf(register.term, days.today, service) : null;
  const two = {
    approved: needsConfirming(days.today, service, 'approved'),
    refused: needsConfirming(days.today, service, 'refused'),
  };
  const mayDo = allowedActions(actor.role, application.events, application.now, lent ? [lentAction] : []);
  const allowed = filing?.by.id === actor.id ? mayDo.filter((action) => !byTwo(two).includes(action)) : mayDo;
  const given = application.phone;
  const phone = register.kind === 'row' ? register.found.phone : null;
  return {
    application,
    service,
    state,
    register,
    terms,
    others,
    phone: { given, register: phone, same: phone === null ? null : phone === given },
    notes,
    messages,
    document,
    filing,
    objections,
    phoneChanges,
    mayAnswer: mayAnswer(actor, application, objections),
    lease,
    now: application.now,
    allowed,
    notByFiler: allowed.length < mayDo.length,
    spent: spentOn(application, calendars),
    completion: {
      fields: openFields(service),
      completeBy: completeByOf(days.today, service).toString(),
    },
    endsOn,
    lastDays,
    prepared: preparedCase(ctx, actor, days.today, service, application, register, lastDays),
    lent,
    needsConfirming: two,
    reasons: refusalReasons(days.today, service),
    revision: writeRevision({
      events: application.events.length,
      notes: notesOfOthers(notes, actor).length,
      ...seenOf(register),
    }),
  };
}

/** Whether this person answers the objection that waits: a supervisor who had no part in the refusal does. */
function mayAnswer(
  { id, role }: Actor,
  { events }: OfficeApplication,
  objections: readonly Objection[],
): Case['mayAnswer'] {
  const open = objections.find(({ answered }) => answered === null);
  if (!open || !may(role, 'objection.answer')) return 'no';
  return hasRefused(events, id, open.refusalId) ? 'own-refusal' : 'yes';
}

/** What ends in a decision of two people, of whom whoever filed the application at the counter is neither. */
function byTwo(two: Case['needsConfirming']): readonly Action[] {
  return [
    'confirm',
    ...(two.approved ? (['approve', 'adjust-term'] as const) : []),
    ...(two.refused ? (['refuse'] as const) : []),
  ];
}

/** How long it was with whom: until now, or until it was decided. */
function spentOn({ events, submittedAt, now }: OfficeApplication, calendars: readonly Calendar[]): TimeSpent {
  const stands = withoutInternal(events);
  const last = standing(stands).at(-1);
  const pauses = pausesOf(stands);
  const until = last !== undefined && hasEnded(stateOf(stands)) ? last.at : now;
  return timeSpent({ submittedAt, pauses }, until, calendars);
}

function preparedCase(
  { publicUrl }: Context,
  actor: Actor,
  today: SettingsToday,
  service: Service,
  application: OfficeApplication,
  register: Judgement,
  lastDays: LastDays | null,
): PreparedCase | null {
  const preparation = preparationOf(application.events);
  if (preparation === null) return null;
  const { at, decided, by } = preparation;
  return {
    preparation,
    mine: by.id === actor.id,
    reading: asContractorReads(today, service, application, { ...decided, at, finalAt: at }, publicUrl),
    outdated: register.kind === 'row' && !stillFits(decided, { term: register.term, lastDays }),
  };
}

/** The service of an application. */
export function serviceOf(ctx: Context, application: OfficeApplication): Service {
  const service = ctx.services.find(({ slug }) => slug === application.service);
  if (!service) throw new Error(`There is no service «${application.service}» any more`);
  return service;
}

/** What an application may be refused for, by the settings in force. */
export function refusalReasons(settings: SettingsToday, service: Service): readonly Choice[] {
  return choicesOf(settings, service)('refusal-reasons');
}

/** The notes that others wrote: what one wrote oneself is no news. */
export function notesOfOthers(notes: readonly InternalNote[], actor: Actor): InternalNote[] {
  return notes.filter((note) => note.by.id !== actor.id);
}

async function othersOf(
  ctx: Context,
  service: Service,
  application: OfficeApplication,
): Promise<Case['others']> {
  const name = lookUpOf(service).asks[0] ?? '';
  const value = application.answers[name];
  const word = wordsOf(value ?? '')[0];
  if (value === undefined || word === undefined) return [];
  const others = await findOthersTogether(ctx.db.reads, {
    id: application.id,
    service: service.slug,
    name,
    value,
    word,
  });
  return others.map((other) => ({ ...other, state: officeStateOf(other.events) }));
}
