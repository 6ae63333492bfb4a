import { readFileSync } from 'node:fs';
import { exportRegister } from '../engine/registers/import/export-register.ts';
import { sayFileProblem } from '../engine/registers/import/file-words.ts';
import { importRegister } from '../engine/registers/import/import-register.ts';
import { MappingError, readMapping } from '../engine/registers/import/mapping.ts';
import { jsonReport, saveReport } from '../engine/registers/import/report.ts';
import { readImports, undoImport } from '../engine/registers/import/undo-import.ts';
import { commandOrigin } from './origin.ts';
import { openProgressBar } from './progress-bar.ts';
import { RegisterCommandError } from './register-command-error.ts';
import { UsageError } from './settings-commands.ts';
import type { FileProblem } from '../engine/registers/import/file-words.ts';
import type { ImportSummary } from '../engine/registers/import/import-register.ts';
import type { Mapping } from '../engine/registers/import/mapping.ts';
import type { BuiltOn, Import } from '../engine/registers/import/undo.store.ts';
import type { Database } from '../platform/db/database.ts';
import type { TableDelimiter, TableEncoding } from '../platform/tables/table.ts';

/** What `register import` was told. */
export type ImportOptions = {
  dryRun?: true;
  json?: true;
  mapping?: string;
  report?: string;
  encoding?: TableEncoding;
  delimiter?: string;
  by: string;
};

const delimiters: Readonly<Record<string, TableDelimiter>> = { comma: ',', semicolon: ';', tab: '\t' };

const say = (line: string) => void process.stdout.write(`${line}\n`);

const phases = { reading: 'Reading', comparing: 'Comparing', writing: 'Writing' } as const;

/** `register import` */
export async function importFile(db: Database, file: string, options: ImportOptions): Promise<void> {
  const mapping = options.mapping === undefined ? undefined : mappingOf(options.mapping);
  const delimiter = delimiters[options.delimiter ?? ''];
  const bar = openProgressBar(process.stderr);
  const result = await importRegister(db, {
    path: file,
    by: options.by,
    origin: commandOrigin(),
    dryRun: options.dryRun === true,
    ...(mapping && { mapping }),
    ...(options.encoding && { encoding: options.encoding }),
    ...(delimiter && { delimiter }),
    progress: ({ phase, rows, share }) => bar.show({ what: phases[phase], rows, share }),
    report: async (report) => {
      bar.end();
      if (options.report !== undefined) await saveReport(report, file, options.report);
      if (options.json === true) for await (const piece of jsonReport(report)) await print(piece);
    },
  });
  bar.end();
  if (result.kind === 'busy')
    throw new RegisterCommandError('Another import is at work: wait until it is done.');
  if (result.kind === 'unreadable') return refuseFile(result.problem, options.json === true);
  if (options.json !== true) for (const line of describe(result.summary)) say(line);
  if (options.report !== undefined) process.stderr.write(`The report is in ${options.report}\n`);
}

/** The file is refused as a whole: the reason in both languages, and for programs as JSON. */
function refuseFile(problem: FileProblem, json: boolean): never {
  const [ar, en] = [sayFileProblem(problem, 'ar'), sayFileProblem(problem, 'en')];
  if (json) say(JSON.stringify({ error: { ...problem, ar, en } }, null, 1));
  throw new RegisterCommandError(`${en}. Nothing was changed.\n${ar}. لم يتغيّر شيء.`);
}

function mappingOf(path: string): Mapping {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    throw new UsageError(`The mapping ${path} cannot be read`);
  }
  try {
    return readMapping(text);
  } catch (error) {
    if (error instanceof MappingError) throw new UsageError(`${path}: ${error.message}`);
    throw error;
  }
}

/** Waits for a reader that is slower than we are. */
function print(text: string): Promise<void> {
  return new Promise((resolve, reject) =>
    process.stdout.write(text, (error) => (error ? reject(error) : resolve())),
  );
}

function describe({
  importId,
  dryRun,
  file,
  counts,
  ignored,
  missing,
  encoding,
  delimiter,
}: ImportSummary): string[] {
  const number = (value: number) => value.toLocaleString('en');
  const fields = Object.entries(counts.fields).map(([field, count]) => `${field} ${number(count)}`);
  const some = missing.slice(0, 10).map((each) => `${each.permitNumber} / ${each.permitYear}`);
  return [
    `${file}${encoding === null ? '' : `, ${encoding}, delimiter ${delimiter === '\t' ? 'tab' : (delimiter ?? '')}`}`,
    ...(ignored.length > 0 ? [`  columns that were ignored: ${ignored.join(', ')}`] : []),
    `  lines      ${number(counts.rows)}: ${number(counts.accepted)} accepted (${number(counts.healed)} healed, ${number(counts.warned)} with a warning), ${number(counts.duplicate)} duplicate, ${number(counts.refused)} refused`,
    `  permits    ${number(counts.added)} new, ${number(counts.changed)} changed, ${number(counts.unchanged)} unchanged, ${number(counts.missing)} not in the file (they stay)`,
    `  contractors ${number(counts.addedContractors)} new, ${number(counts.changedContractors)} changed`,
    ...(fields.length > 0 ? [`  changes by column: ${fields.join(', ')}`] : []),
    ...(some.length > 0
      ? [`  not in the file: ${some.join(', ')}${counts.missing > some.length ? ', …' : ''}`]
      : []),
    dryRun
      ? 'This was a dry run: nothing was changed.'
      : `Import ${importId} is done. «tajdeed register undo ${importId}» takes it back.`,
  ];
}

function describeImport({ id, file, by, at, counts, undoneBy, undoneAt }: Import): string {
  const undone = undoneAt === null ? '' : `, taken back by ${undoneBy} at ${undoneAt.toISOString()}`;
  return `${id}  ${at.toISOString()}  ${by}  ${file}: ${counts.added} new, ${counts.changed} changed, ${counts.refused} refused${undone}`;
}

/** `register undo` */
export async function undo(db: Database, id: number, by: string): Promise<void> {
  const result = await undoImport(db, id, { by, origin: commandOrigin() });
  switch (result.kind) {
    case 'undone':
      return say(`Import ${id} (${result.import.file}) is taken back: the register is as it was before.`);
    case 'unknown':
      throw new RegisterCommandError(`There is no import ${id}.`);
    case 'undone-before':
      throw new RegisterCommandError(`Import ${id} was taken back before, by ${result.import.undoneBy}.`);
    case 'busy':
      throw new RegisterCommandError('An import is at work: wait until it is done.');
    case 'built-on':
      throw new RegisterCommandError(
        `Import ${id} cannot be taken back, since this was built on it:\n${result.by.map((each) => `  ${describeBuiltOn(each)}`).join('\n')}`,
      );
  }
}

function describeBuiltOn(on: BuiltOn): string {
  switch (on.kind) {
    case 'application':
      return `application ${on.reference} for permit ${on.permit}`;
    case 'term':
      return `a renewal of permit ${on.permit}`;
    case 'decision':
      return `a decision about permit ${on.permit}`;
    case 'contractor-decision':
      return `a decision about contractor ${on.contractor}`;
    case 'import':
      return `import ${on.id}, which came after it: take that one back first`;
  }
}

/** `register imports` */
export async function listImports(db: Database, json: boolean): Promise<void> {
  for (const each of await readImports(db)) say(json ? JSON.stringify(each) : describeImport(each));
}

/** `register export` */
export async function saveRegister(db: Database, file: string, by: string): Promise<void> {
  const bar = openProgressBar(process.stderr);
  const count = await exportRegister(db, file, { by, origin: commandOrigin() }, (rows) =>
    bar.show({ what: 'Writing', rows, share: 0 }),
  );
  bar.end();
  say(`${count.toLocaleString('en')} permits saved in ${file}`);
}
