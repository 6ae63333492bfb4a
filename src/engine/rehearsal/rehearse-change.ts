import { setImmediate as breathe } from 'node:timers/promises';
import { periodOn } from '../settings/period.ts';
import { listPeriods } from '../settings/read-settings.ts';
import { allSettings, settingsFrom } from '../settings/settings.ts';
import { differences, judge, promisedOn } from './judge.ts';
import { findGroups, findNamed } from './rehearsal.store.ts';
import type { OfficeHours } from '../../platform/clock/calendar.ts';
import type { Context } from '../context.ts';
import type { Service } from '../define/define-service.ts';
import type { Choice } from '../define/settings.ts';
import type { Period } from '../settings/period.ts';
import type { SettingsToday } from '../settings/settings.ts';
import type { Difference, Outcome } from './judge.ts';
import type { Group, Named } from './rehearsal.store.ts';

/** An application that would have gone otherwise. */
export type Flipped = Named & { differences: Difference[]; before: Outcome | null; after: Outcome | null };

/** A change tried out on the applications of the last year. */
export type Rehearsed = {
  /** From this day on. */
  since: Temporal.PlainDate;
  /** How many applications were judged again. */
  judged: number;
  /** Of how many too little is kept to judge them. */
  unknown: number;
  counts: Record<Difference, number>;
  /** Some of those that would have gone otherwise, the newest first. */
  flipped: Flipped[];
  /** The time was over before the year was: older applications were not looked at. */
  isCut: boolean;
};

/** How much is looked at, and listed: the tests look at less. */
export type RehearsalLimits = { milliseconds: number; batch: number; listed: number };

const usual: RehearsalLimits = { milliseconds: 12_000, batch: 20_000, listed: 50 };

/** Days come one after another, so a group or a day comes again only in the next stretch: no more is remembered than that takes. */
const mostRemembered = 3000;
const mostDaysRemembered = 60;

/** For how long groups are judged before others get their turn, in milliseconds. */
const atATime = 15;

/**
 * Judges the applications of the last year again, as if a value had been in force on all of their days, and compares with what
 * was in force then. It asks the rules of the service about what is kept of each application. Null: nobody is judged or promised
 * by this setting. It takes a limited time, in which it holds no connection for long and lets others work.
 */
export async function rehearseChange(
  ctx: Context,
  key: string,
  value: unknown,
  limits: RehearsalLimits = usual,
): Promise<Rehearsed | null> {
  const asked = whatIsAsked(ctx, key);
  if (asked === null) return null;
  const started = performance.now();
  const { today } = await ctx.settings.now();
  const since = today.subtract({ years: 1 });
  const periods = await listPeriods(ctx.db);
  const settingsOn = daysBySettings(ctx.services, periods, key, value);
  const gone = codesGone(asked, await ctx.settings.now(), key, value);
  const result: Rehearsed = {
    since,
    judged: 0,
    unknown: 0,
    counts: {
      'now-allowed': 0,
      'now-refused': 0,
      'other-end': 0,
      'other-fee': 0,
      'other-promise': 0,
      'choice-gone': 0,
    },
    flipped: [],
    isCut: false,
  };
  const remembered = new Map<string, Compared>();
  const compare = (service: Service, group: Group): Compared => {
    const alike = JSON.stringify([service.slug, group.day, group.time, group.shown, group.refusal]);
    const known = remembered.get(alike);
    if (known !== undefined) return known;
    if (remembered.size >= mostRemembered) remembered.clear();
    const compared = compareGroup(service, group, settingsOn(service, group.day), asked.judges);
    remembered.set(alike, compared);
    return compared;
  };
  const listed = new Map<number, Compared>();
  let before = Number.MAX_SAFE_INTEGER;
  let rested = started;
  for (;;) {
    const groups = await findGroups(ctx.db.query, {
      before,
      size: limits.batch,
      ids: limits.listed - listed.size,
      facts: asked.judges?.review.rehearse?.facts ?? [],
      choice: asked.choice,
      ends: endsOfHours(periods, key, value),
    });
    // The newest first, so that those listed are the newest.
    const inYear = groups.filter(({ day }) => day >= since.toString());
    for (const group of inYear.toSorted((one, other) => (one.day < other.day ? 1 : -1))) {
      const service = asked.services.find(({ slug }) => slug === group.service);
      if (service === undefined) continue;
      if (performance.now() - rested > atATime) {
        await breathe();
        rested = performance.now();
      }
      count(result, group, withChoice(compare(service, group), group, gone), listed, limits);
    }
    if (inYear.length === 0) break;
    before = groups.reduce((least, { last }) => Math.min(least, last), before);
    if (performance.now() - started > limits.milliseconds) {
      result.isCut = true;
      break;
    }
  }
  const names = await findNamed(ctx.db.query, [...listed.keys()]);
  result.flipped = names.map((each) => ({
    ...each,
    ...(listed.get(each.id) ?? { differences: [], before: null, after: null }),
  }));
  return result;
}

/** Of a group: null outcomes where too little is kept, or only the promise is asked about. */
type Compared = {
  differences: Difference[];
  before: Outcome | null;
  after: Outcome | null;
  isUnknown: boolean;
};

type Asked = {
  /** Whose applications are looked at. */
  services: readonly Service[];
  /** The service whose rules are asked; null: only promises are compared. */
  judges: Service | null;
  /** The answer that is chosen from this setting's list. */
  choice: string | null;
};

function whatIsAsked(ctx: Context, key: string): Asked | null {
  if (allSettings(ctx.services).get(key)?.rehearsed !== true) return null;
  const service = ctx.services.find(({ slug }) => key.startsWith(`${slug}.`));
  if (service === undefined) return { services: ctx.services, judges: null, choice: null };
  const name = key.slice(service.slug.length + 1);
  const choice = Object.entries(service.answers).find(
    ([, answer]) => answer.kind === 'choice' && answer.from === name,
  )?.[0];
  const isList = allSettings(ctx.services).get(key)?.form.kind === 'rows';
  // A list that nobody answers from is the office's own: no application was judged by it.
  if (isList && choice === undefined) return null;
  const judges = service.review.rehearse === null ? null : service;
  return { services: [service], judges, choice: choice ?? null };
}

/** All times at which the office was or would be closed: who submits before one and who after it are promised other days. */
function endsOfHours(periods: readonly Period[], key: string, value: unknown): string[] {
  const all = [...periods, { key, value }].filter((each) => each.key === 'calendar.hours');
  return [...new Set(all.map((each) => (each.value as OfficeHours).to))];
}

/** A day by one set of settings, and what is promised at a time of it. */
type ByOne = { settings: SettingsToday; promisedAt: (time: string) => string };
type ByBoth = { held: ByOne; proposed: ByOne };

/** Each day by the settings as they were and as they would have been; each day's are made once. */
function daysBySettings(
  services: readonly Service[],
  periods: readonly Period[],
  key: string,
  value: unknown,
): (service: Service, day: string) => ByBoth {
  const byKey = Map.groupBy(periods, (period) => period.key);
  const made = new Map<string, ByBoth>();
  return (service, text) => {
    const known = made.get(`${service.slug} ${text}`);
    if (known !== undefined) return known;
    const day = Temporal.PlainDate.from(text);
    const rows = [...byKey].flatMap(([each, ofKey]) => {
      // A setting that had no value yet on that day has its first.
      const period = periodOn(ofKey, day) ?? ofKey[0];
      return period === undefined ? [] : [{ key: each, since: period.from, value: period.value }];
    });
    const proposed = [...rows, { key, since: text, value }];
    const by = (each: typeof rows): ByOne => {
      const settings = settingsFrom(services, each, day, 0);
      const promised = new Map<string, string>();
      const promisedAt = (time: string): string => {
        const already = promised.get(time) ?? promisedOn(service, settings, time);
        promised.set(time, already);
        return already;
      };
      return { settings, promisedAt };
    };
    const both = { held: by(rows), proposed: by(proposed) };
    if (made.size >= mostDaysRemembered) made.clear();
    made.set(`${service.slug} ${text}`, both);
    return both;
  };
}

function compareGroup(
  service: Service,
  group: Group,
  { held, proposed }: ByBoth,
  judges: Service | null,
): Compared {
  if (judges === null) {
    const [before, after] = [held.promisedAt(group.time), proposed.promisedAt(group.time)];
    const only = (day: string): Outcome => ({ refused: null, until: null, fee: 0, promisedOn: day });
    return {
      differences: before === after ? [] : ['other-promise'],
      before: only(before),
      after: only(after),
      isUnknown: false,
    };
  }
  const by = ({ settings, promisedAt }: ByOne) => judge(service, group, settings, promisedAt(group.time));
  const [before, after] = [by(held), by(proposed)];
  if (before === null || after === null)
    return { differences: [], before: null, after: null, isUnknown: true };
  return { differences: differences(before, after), before, after, isUnknown: false };
}

/** The choices that are offered today and would be no longer. */
function codesGone(
  { services, choice }: Asked,
  now: SettingsToday,
  key: string,
  value: unknown,
): Set<string> {
  const [service] = services;
  if (choice === null || service === undefined) return new Set();
  const today = (now.of(service)[key.slice(service.slug.length + 1)]?.value ?? []) as Choice[];
  const kept = new Set((value as Choice[]).map(({ code }) => code));
  return new Set(today.map(({ code }) => code).filter((code) => !kept.has(code)));
}

function withChoice(compared: Compared, { choice }: Group, gone: ReadonlySet<string>): Compared {
  if (choice === null || !gone.has(choice)) return compared;
  return { ...compared, differences: [...compared.differences, 'choice-gone'] };
}

function count(
  result: Rehearsed,
  group: Group,
  compared: Compared,
  listed: Map<number, Compared>,
  limits: RehearsalLimits,
): void {
  if (compared.isUnknown && compared.differences.length === 0) {
    result.unknown += group.count;
    return;
  }
  result.judged += group.count;
  for (const difference of compared.differences) result.counts[difference] += group.count;
  if (compared.differences.length === 0) return;
  for (const id of group.ids.slice(0, limits.listed - listed.size)) listed.set(id, compared);
}
