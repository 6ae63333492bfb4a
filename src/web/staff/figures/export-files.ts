import { listApplications, readDaily, recordExport } from '../../../engine/figures/export-figures.ts';
import { staffOrigin } from '../../../engine/audit/record.ts';
import { decidedOf } from '../../../engine/figures/figures.ts';
import { dir } from '../../../platform/i18n/lang.ts';
import { tableStream } from '../../../platform/tables/write-table.ts';
import { stateWords } from '../case/case-words.ts';
import { words } from './figures-words.ts';
import type { FastifyReply } from 'fastify';
import type { ExportKind, Listed } from '../../../engine/figures/export-figures.ts';
import type { Part } from '../../../engine/figures/figures.ts';
import type { Period } from '../../../engine/figures/period.ts';
import type { FiguresFilter } from '../../../engine/figures/read-figures.ts';
import type { Actor } from '../../../engine/staff/person.ts';
import type { Lang } from '../../../platform/i18n/lang.ts';
import type { Web } from '../../http/web.ts';
import type { Text } from '../../ui/words.ts';
import type { Choices, Coded } from './choices.ts';

/** A file's columns, and its rows as they come. `isNumber`: what it holds can be added up. */
export type Sheet = {
  columns: readonly { text: string; isNumber?: boolean }[];
  rows: AsyncIterable<readonly string[][]>;
};

/** What is saved: recorded as it is, before the first byte leaves. */
export type Saving = {
  kind: ExportKind;
  format: 'csv' | 'xlsx';
  period: Period;
  filter: FiguresFilter;
  personal: boolean;
};

/** Sends a table as a file that is saved; rows are read as the browser takes them. Its name says the days, and nothing else. */
export async function sendFile(
  web: Web,
  reply: FastifyReply,
  actor: Actor,
  lang: Lang,
  saving: Saving,
  { columns, rows }: Sheet,
): Promise<FastifyReply> {
  await recordExport(web.ctx, staffOrigin(actor), saving);
  const { kind, format, period } = saving;
  const numbers = columns.flatMap(({ isNumber }, index) => (isNumber === true ? [index] : []));
  const options = { sheetName: words.figures[lang], rightToLeft: dir(lang) === 'rtl', numbers };
  const name = `figures-${kind}-${period.from.toString()}-${period.until.toString()}.${format}`;
  return reply
    .type(
      format === 'csv'
        ? 'text/csv; charset=utf-8'
        : 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    )
    .header('content-disposition', `attachment; filename="${name}"`)
    .header('cache-control', 'no-store')
    .send(
      tableStream(
        format,
        columns.map(({ text }) => text),
        rows,
        options,
      ),
    );
}

/** The days of a period with their numbers. */
export function dailySheet(web: Web, period: Period, filter: FiguresFilter, lang: Lang): Sheet {
  const heads: Text[] = [
    words.received,
    words.decided,
    words.approved,
    words.refused,
    words.returned,
    words.notRenewable,
    words.undone,
    words.lapsed,
    words.reopened,
  ];
  return {
    columns: [{ text: words.day[lang] }, ...heads.map((each) => ({ text: each[lang], isNumber: true }))],
    rows: daily(() => readDaily(web.ctx, period, filter)),
  };
}

async function* daily(read: () => Promise<Part[]>): AsyncGenerator<string[][]> {
  yield (await read()).map(({ from, counts }) => [
    from.toString(),
    ...[
      counts.received,
      decidedOf(counts),
      counts.approved,
      counts.refused,
      counts.returned,
      counts['not-renewable'],
      counts.undone,
      counts.lapsed,
      counts.reopened,
    ].map(String),
  ]);
}

/** The applications of a period; with names and phones where that was asked for by somebody who may. */
export function applicationsSheet(
  web: Web,
  period: Period,
  filter: FiguresFilter,
  personal: boolean,
  choices: Choices,
  lang: Lang,
): Sheet {
  const heads = [
    words.reference,
    words.service,
    words.reason,
    words.submittedOn,
    words.promisedOn,
    words.state,
    words.decidedOn,
  ];
  return {
    columns: [
      ...heads.map((each) => ({ text: each[lang] })),
      { text: words.workingDays[lang], isNumber: true },
      { text: words.inTime[lang] },
      { text: words.refusedFor[lang] },
      ...(personal ? [{ text: words.contractor[lang] }, { text: words.phone[lang] }] : []),
    ],
    rows: lines(listApplications(web.ctx, period, filter, { personal }), personal, choices, lang),
  };
}

async function* lines(
  batches: AsyncIterable<Listed[]>,
  personal: boolean,
  { services, reasons, refusals }: Choices,
  lang: Lang,
): AsyncGenerator<string[][]> {
  const name = (list: readonly Coded[], code: string | null) =>
    code === null ? '' : (list.find((each) => each.code === code)?.[lang] ?? code);
  for await (const batch of batches)
    yield batch.map((each) => [
      each.reference,
      name(services, each.service),
      name(reasons, each.reason),
      each.submittedOn,
      each.promisedOn,
      stateWords[each.state].text[lang],
      each.decidedOn ?? '',
      each.days === null ? '' : String(each.days),
      each.inTime === null ? '' : words[each.inTime ? 'yes' : 'no'][lang],
      name(refusals, each.refusedFor),
      ...(personal ? [each.name ?? '', each.phone ?? ''] : []),
    ]);
}
