import { stateOf } from '../applications/application.ts';
import { whoFiled } from '../counter/who-filed.ts';
import { wordsOf } from '../applications/search-words.ts';
import { lookUpOf } from '../journey/walk.ts';
import { choicesOf } from '../settings/of-service.ts';
import { allowedActions } from './allowed.ts';
import { askRegister, seenOf, settingsOfBothDays } from './ask-register.ts';
import { findCase, findOthers, readNow } from './cases.store.ts';
import { findLease } from './leases.store.ts';
import { findNotes } from './notes.store.ts';
import { writeRevision } from './revision.ts';
import type { State } from '../applications/application.ts';
import type { Context } from '../context.ts';
import type { Filing } from '../counter/filing.ts';
import type { Service } from '../define/define-service.ts';
import type { Choice } from '../define/settings.ts';
import type { RegisterTerm } from '../registers/register-source.ts';
import type { SettingsToday } from '../settings/settings.ts';
import type { Actor } from './actor.ts';
import type { Action } from './allowed.ts';
import type { Judgement } from './ask-register.ts';
import type { OfficeApplication, OtherApplication } from './cases.store.ts';
import type { InternalNote } from './internal-note.ts';
import type { Lease } from './leases.store.ts';

/** Everything that a clerk decides by, in one view. */
export type Case = {
  /** Its answers as they were shown, its events with who did them. */
  application: OfficeApplication;
  service: Service;
  state: State;
  /** What the register says now, and what an approval would add. */
  register: Judgement;
  /** The terms of the register's row; none of a register elsewhere. */
  terms: RegisterTerm[];
  /** Other applications of the same contractor, or whoever the first number of the look-up names; the newest first. */
  others: (OtherApplication & { state: State })[];
  /** The phone given against the phone of the register. `same` is null when the register has none, or is down. */
  phone: { given: string; register: string | null; same: boolean | null };
  notes: InternalNote[];
  /** Who filed it at the counter, and what they saw; null: its contractor submitted it. */
  filing: Filing | null;
  lease: Lease | null;
  /** The moment of opening, by the database's clock. */
  now: Date;
  /** What this person may do here now, whoever has it in hand. */
  allowed: Action[];
  /** What it may be refused for today. */
  reasons: readonly Choice[];
  /** What was seen: a decision names it. */
  revision: string;
};

/** Opens the one view of an application for a person of the office. Null: there is none of this id. */
export async function openCase(ctx: Context, actor: Actor, applicationId: number): Promise<Case | null> {
  const db = ctx.db.query;
  const application = await findCase(db, applicationId);
  if (application === null) return null;
  const service = serviceOf(ctx, application);
  const days = await settingsOfBothDays(ctx, application);
  const register = await askRegister(ctx, service, application, days, db, { hold: false });
  const notes = await findNotes(db, application.id);
  const source = ctx.sources[lookUpOf(service).register.source];
  const state = stateOf(application.events);
  const given = application.phone;
  const phone = register.kind === 'row' ? register.found.phone : null;
  return {
    application,
    service,
    state,
    register,
    terms: (await source?.terms?.list(application.answers, db)) ?? [],
    others: await othersOf(ctx, service, application),
    phone: { given, register: phone, same: phone === null ? null : phone === given },
    notes,
    filing: await whoFiled(db, application.id),
    lease: await findLease(db, application.id),
    now: await readNow(db),
    allowed: allowedActions(actor.role, state),
    reasons: refusalReasons(days.today, service),
    revision: writeRevision({
      events: application.events.length,
      notes: notesOfOthers(notes, actor).length,
      ...seenOf(register),
    }),
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
  const others = await findOthers(ctx.db.query, application, { name, value, word });
  return others.map((other) => ({ ...other, state: stateOf(other.events) }));
}
