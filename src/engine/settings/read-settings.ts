import { periodOn, revisionOf } from './period.ts';
import { allSettings, definedValue } from './settings.ts';
import { findChanges, findPeriods, readToday } from './settings.store.ts';
import type { Database } from '../../platform/db/database.ts';
import type { Context } from '../context.ts';
import type { SettingDefinition } from '../define/settings.ts';
import type { Service } from '../define/define-service.ts';
import type { Period } from './period.ts';
import type { SettingChange } from './settings.store.ts';

/** A setting for whoever looks after it. */
export type OpenedSetting = {
  key: string;
  definition: SettingDefinition;
  /** The service whose setting it is; null: the portal's. */
  service: Service | null;
  /** In the order of their days. */
  periods: Period[];
  /** The one in force; none, when the words of the service's own definition are. */
  current: Period | undefined;
  /** Today's value. Undefined: nothing is set, and nothing stands in for it. */
  value: unknown;
  /** Periods that have not begun. */
  coming: Period[];
  revision: string;
};

/** All settings, by the order of the table of the portal and of each service; and the day on which they were read. */
export async function readSettings(
  ctx: Context,
): Promise<{ today: Temporal.PlainDate; settings: OpenedSetting[] }> {
  const today = await readToday(ctx.db.query);
  const periods = Map.groupBy(await findPeriods(ctx.db.query), ({ key }) => key);
  const settings = [...allSettings(ctx.services)].map(([key, definition]) =>
    opened(ctx, key, definition, periods.get(key) ?? [], today),
  );
  return { today, settings };
}

/** One setting with every change that was made to it, the newest first. Null: there is no such setting. */
export async function openSetting(
  ctx: Context,
  key: string,
): Promise<(OpenedSetting & { today: Temporal.PlainDate; changes: SettingChange[] }) | null> {
  const definition = allSettings(ctx.services).get(key);
  if (definition === undefined) return null;
  const today = await readToday(ctx.db.query);
  const periods = await findPeriods(ctx.db.query, key);
  const changes = await findChanges(ctx.db.query, key, mostChangesShown);
  return { ...opened(ctx, key, definition, periods, today), today, changes };
}

/** How many changes of a setting a page shows; the audit has them all. */
const mostChangesShown = 50;

/** The periods of one setting or of all, for the command line. */
export async function listPeriods(db: Database, key?: string): Promise<Period[]> {
  return findPeriods(db.query, key);
}

function opened(
  ctx: Context,
  key: string,
  definition: SettingDefinition,
  periods: Period[],
  today: Temporal.PlainDate,
): OpenedSetting {
  const current = periodOn(periods, today);
  return {
    key,
    definition,
    service: ctx.services.find(({ slug }) => key.startsWith(`${slug}.`)) ?? null,
    periods,
    current,
    value: current === undefined ? definedValue(ctx.services, key) : current.value,
    coming: periods.filter(({ from }) => from > today.toString()),
    revision: revisionOf(periods),
  };
}
