import { periodNames, readPeriod } from '../../../engine/figures/period.ts';
import { may } from '../../../engine/staff/roles.ts';
import { words } from './figures-words.ts';
import type { Period, PeriodName } from '../../../engine/figures/period.ts';
import type { FiguresFilter } from '../../../engine/figures/read-figures.ts';
import type { Role } from '../../../engine/staff/roles.ts';
import type { Lang } from '../../../platform/i18n/lang.ts';
import type { Web } from '../../http/web.ts';
import type { Text } from '../../ui/words.ts';
import type { FormErrors } from '../frame/form-errors.ts';

/** What an address asks the figures for, as it was typed. Nothing in it is about a contractor. */
export type Asked = { name: PeriodName; from: string; until: string; filter: FiguresFilter };

/** What was asked, with its period, or what is wrong with its days. */
export type ReadAsked = { asked: Asked } & (
  { period: Period; errors: null } | { period: null; errors: FormErrors<'from' | 'until'> }
);

/** Reads what an address asks for. What it says wrongly of a choice is left out; a person only for those who may see them. */
export async function readAsked(web: Web, query: unknown, role: Role, lang: Lang): Promise<ReadAsked> {
  const given = (query ?? {}) as Record<string, unknown>;
  const text = (name: string) => (typeof given[name] === 'string' ? given[name] : '');
  const name = periodNames.find((each) => each === text('period')) ?? 'month';
  const service = web.ctx.services.find(({ slug }) => slug === text('service'))?.slug;
  const reason = /^[a-z][a-z0-9-]{0,39}$/.test(text('reason')) ? text('reason') : undefined;
  const person =
    may(role, 'figures.by-person') && /^[1-9]\d{0,8}$/.test(text('person'))
      ? Number(text('person'))
      : undefined;
  const filter = {
    ...(service !== undefined && { service }),
    ...(reason !== undefined && { reason }),
    ...(person !== undefined && { person }),
  };
  const settings = await web.ctx.settings.now();
  const [from, until] = [text('from').slice(0, 10), text('until').slice(0, 10)];
  const read = readPeriod({ name, from, until }, settings.today, settings.portal['calendar.weekend'].value);
  const asked = { name, from, until, filter };
  if (read.kind === 'period') {
    // So that the form shows the days that the name means.
    const days = { from: read.period.from.toString(), until: read.period.until.toString() };
    return { asked: { ...asked, ...days }, period: read.period, errors: null };
  }
  const fields = (['from', 'until'] as const).flatMap((field) => {
    const wrong = read[field];
    return wrong === null ? [] : [{ name: field, text: wrongWords[wrong][lang] }];
  });
  return { asked, period: null, errors: { fields, general: [] } };
}

const wrongWords: Record<'not-a-day' | 'future' | 'before' | 'too-far', Text> = {
  'not-a-day': words.notADay,
  future: words.future,
  before: words.before,
  'too-far': words.tooFar,
};

/** The same question as an address carries it on. */
export function addressOf({ name, from, until, filter }: Asked, more: Record<string, string> = {}): string {
  const query = new URLSearchParams({
    period: name,
    ...(name === 'range' && { from, until }),
    ...(filter.service !== undefined && { service: filter.service }),
    ...(filter.reason !== undefined && { reason: filter.reason }),
    ...(filter.person !== undefined && { person: String(filter.person) }),
    ...more,
  });
  return `?${query.toString()}`;
}
