import { sql } from 'kysely';
import { messageDefinition } from '../define/message-setting.ts';
import { definedMessage, messageKinds, messageSetting } from '../define/messages.ts';
import { calendarsFrom } from './calendars.ts';
import { portalSettings } from './portal-settings.ts';
import type { Kysely } from 'kysely';
import type { Database } from '../../platform/db/database.ts';
import type { Schema } from '../../platform/db/schema.ts';
import type { Service } from '../define/define-service.ts';
import type { MessageKind } from '../define/messages.ts';
import type { Bilingual } from '../define/setting-form.ts';
import type { InForce, SettingDefinition } from '../define/settings.ts';
import type { Calendar } from './calendars.ts';
import type { PortalSettings } from './portal-settings.ts';

/** The city's settings on one day. */
export type SettingsToday = {
  /** The day in Amman, by the database's clock. */
  today: Temporal.PlainDate;
  portal: PortalSettings;
  /** The settings of one service, by the names it gave them. */
  of: (service: Service) => Record<string, InForce<unknown>>;
  /** The words of the SMS about an application of a service: the city's, or its definition's while it has set none. */
  messages: (service: Service) => Record<MessageKind, Bilingual>;
  /** Changes whenever anything here does. */
  edition: number;
};

/** The settings in force now. They are read again after a moment, so that every process follows a change. */
export type Settings = {
  now: () => Promise<SettingsToday>;
  /** Those of an earlier day. A setting that had no value yet on it has today's. */
  on: (day: Temporal.PlainDate) => Promise<SettingsToday>;
  /** Every calendar that was in force until today, as `readCalendars` tells them: for pages. What binds reads them in its transaction. */
  calendars: () => Promise<readonly Calendar[]>;
  forget: () => void;
};

/** A setting that no value is set for. */
export class MissingSettingError extends Error {
  override name = 'MissingSettingError';
}

/** How long settings are remembered, in milliseconds: a change reaches every process within this time. */
const rememberedFor = 1000;

/** Connects to the settings of `db`. */
export function openSettings(db: Database, services: readonly Service[]): Settings {
  let reading: Promise<Read> | null = null;
  let readAt = 0;
  let last: Read | null = null;

  /** Every period of every setting: they are few, and any day can be told from them. */
  const read = async (): Promise<Read> => {
    const { rows } = await sql<Row>`
      select key, valid_from as since, value, today
      from settings, (select (moment() at time zone 'Asia/Amman')::date as today) as day
      order by key, valid_from`.execute(db.reads);
    const fingerprint = JSON.stringify(rows);
    if (last?.fingerprint === fingerprint) return last;
    const today = rows[0]?.today;
    if (today === undefined)
      throw new MissingSettingError(`No value is set for ${neededKeys(services).join(', ')}`);
    const edition = (last?.edition ?? 0) + 1;
    last = { fingerprint, rows, today, edition, days: new Map() };
    return last;
  };

  const current = (): Promise<Read> => {
    if (reading === null || performance.now() - readAt > rememberedFor) {
      readAt = performance.now();
      const begun = read();
      reading = begun;
      // What failed is not remembered.
      begun.catch(() => {
        if (reading === begun) reading = null;
      });
    }
    return reading;
  };

  const on = (all: Read, day: string): SettingsToday => {
    const known = all.days.get(day);
    if (known) return known;
    const value = onDay(services, all, day);
    // Applications of many years are looked at one after another; only the days that are asked for again stay.
    if (all.days.size >= mostDays) all.days.clear();
    all.days.set(day, value);
    return value;
  };

  return {
    now: async () => {
      const all = await current();
      return on(all, all.today);
    },
    on: async (day) => on(await current(), day.toString()),
    calendars: async () => {
      const all = await current();
      return (all.calendars ??= calendarsUntil(all));
    },
    forget: () => {
      reading = null;
    },
  };
}

/**
 * One of the portal's settings in force now, read over `db`: within a transaction, where asking for all of them could wait
 * for the transaction's own connection. `undefined` when no value is set.
 */
export async function readSetting<Key extends keyof PortalSettings>(
  db: Kysely<Schema>,
  key: Key,
): Promise<PortalSettings[Key]['value'] | undefined> {
  const { rows } = await sql<{ value: PortalSettings[Key]['value'] }>`
    select value from settings
    where key = ${key} and valid_from <= (moment() at time zone 'Asia/Amman')::date
    order by valid_from desc limit 1`.execute(db);
  return rows[0]?.value;
}

type Row = Since & { today: string };

/** All settings as they were read, and what was made of them for some days. */
type Read = {
  fingerprint: string;
  /** By key, then by first day. */
  rows: readonly Row[];
  today: string;
  edition: number;
  days: Map<string, SettingsToday>;
  calendars?: readonly Calendar[];
};

function calendarsUntil({ rows, today }: Read): Calendar[] {
  const begun = rows.filter(({ since }) => since <= today);
  return calendarsFrom(begun.toSorted((a, b) => (a.since < b.since ? -1 : a.since > b.since ? 1 : 0)));
}

/** Days whose settings are kept made. */
const mostDays = 400;

/** The settings of one day: of each key the period that had begun by then, or else by today. */
function onDay(services: readonly Service[], read: Read, day: string): SettingsToday {
  const begun = [read.today, day].flatMap((limit) => read.rows.filter(({ since }) => since <= limit));
  return settingsFrom(services, begun, Temporal.PlainDate.from(day), read.edition);
}

/** A value of a setting, and the day since which it is. */
export type Since = { key: string; since: string; value: unknown };

/**
 * The settings of a day from the values in force on it; of two with one key the later counts.
 * @throws MissingSettingError when one has no value, and nothing stands in for it
 */
export function settingsFrom(
  services: readonly Service[],
  rows: readonly Since[],
  today: Temporal.PlainDate,
  edition: number,
): SettingsToday {
  const inForce = new Map(
    rows.map((row) => [row.key, { value: row.value, since: Temporal.PlainDate.from(row.since) }]),
  );
  const missing = neededKeys(services).filter((key) => !inForce.has(key));
  if (missing.length > 0) throw new MissingSettingError(`No value is set for ${missing.join(', ')}`);
  const pick = (prefix: string, names: string[]) =>
    Object.fromEntries(
      names.flatMap((name) => {
        const found = inForce.get(prefix + name);
        return found === undefined ? [] : [[name, found]];
      }),
    );
  const ofService = new Map(
    services.map((service) => [service.slug, pick(`${service.slug}.`, Object.keys(service.settings))]),
  );
  return {
    today,
    portal: pick('', Object.keys(portalSettings)) as PortalSettings,
    of: (service) => ofService.get(service.slug) ?? {},
    messages: (service) =>
      Object.fromEntries(
        messageKinds.map((kind) => {
          const set = inForce.get(`${service.slug}.${messageSetting(kind)}`)?.value;
          return [kind, set ?? definedMessage(service.text, kind)];
        }),
      ) as Record<MessageKind, Bilingual>,
    edition,
  };
}

/**
 * Every setting there is, by its full key: the portal's, and each service's under `<service>.<setting>`, with the words of its
 * messages.
 */
export function allSettings(services: readonly Service[]): ReadonlyMap<string, SettingDefinition> {
  const known = allOf.get(services);
  if (known !== undefined) return known;
  const all = new Map<string, SettingDefinition>(Object.entries(portalSettings));
  for (const service of services) {
    for (const [name, setting] of Object.entries(service.settings))
      all.set(`${service.slug}.${name}`, setting);
    for (const kind of messageKinds)
      all.set(`${service.slug}.${messageSetting(kind)}`, messageDefinition(kind));
  }
  allOf.set(services, all);
  return all;
}

/** The settings for which a value must be set. */
function neededKeys(services: readonly Service[]): string[] {
  return [...allSettings(services).keys()].filter((key) => definedValue(services, key) === undefined);
}

/** They are asked for at every read, and making their schemas takes longer than all else of it. */
const allOf = new WeakMap<readonly Service[], ReadonlyMap<string, SettingDefinition>>();

/**
 * What holds of a setting as long as nothing is set: of a message the words of its service's definition. Undefined: a value
 * must be set.
 */
export function definedValue(services: readonly Service[], key: string): unknown {
  const service = services.find(({ slug }) => key.startsWith(`${slug}.`));
  const kind = messageKinds.find((each) => key === `${service?.slug}.${messageSetting(each)}`);
  return service && kind && definedMessage(service.text, kind);
}
