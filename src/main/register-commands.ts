import { InvalidArgumentError, Option } from 'commander';
import { pendingMigrations } from '../platform/db/migrate.ts';
import { userName } from './origin.ts';
import { migrateDatabase, migrationsFolder } from './prepare-database.ts';
import type { Command } from 'commander';
import type { Database } from '../platform/db/database.ts';
import type { Config } from './config.ts';
import type { ImportOptions } from './register-work.ts';

/** Loaded when it is asked for: the portal itself never reads a workbook, and need not carry what does. */
const work = () => import('./register-work.ts');

/** Adds `register import|imports|undo|export`. */
export function addRegisterCommands(
  tajdeed: Command,
  withDatabase: (work: (db: Database, config: Config) => Promise<void>) => Promise<void>,
): void {
  const register = tajdeed
    .command('register')
    .description('the city’s register of permits in our own tables');
  const by = () => new Option('--by <name>', 'who does it').default(userName());
  register
    .command('import <file>')
    .description('bring in a CSV, TSV or XLSX file: all of its good lines, or nothing')
    .option('--dry-run', 'only say what would change')
    .option('--json', 'print the whole report as JSON, every line')
    .option('--report <file>', 'save the lines with remarks, with their reasons (.csv or .xlsx)')
    .option('--mapping <file>', 'JSON: your headers for our columns, your words for statuses')
    .addOption(
      new Option('--encoding <name>', 'of a CSV file, when looking at it is not enough').choices([
        'utf-8',
        'utf-16le',
        'utf-16be',
        'windows-1256',
      ]),
    )
    .addOption(
      new Option('--delimiter <name>', 'of a CSV file, likewise').choices(['comma', 'semicolon', 'tab']),
    )
    .addOption(by())
    .action((file: string, options: ImportOptions) =>
      withDatabase(async (db, config) => {
        // The demo makes its tables by itself; production is migrated by hand.
        if (config.mode === 'demo' && (await pendingMigrations(db, migrationsFolder)).length > 0)
          await migrateDatabase(db);
        if (config.register !== null)
          process.stderr.write(
            'REGISTER_FILE is set: look-ups ask that register, not the tables that this fills.\n',
          );
        await (await work()).importFile(db, file, options);
      }),
    );
  register
    .command('imports')
    .description('list the imports that were made, the newest first')
    .option('--json', 'one JSON object a line')
    .action((options: { json?: true }) =>
      withDatabase(async (db) => (await work()).listImports(db, options.json === true)),
    );
  register
    .command('undo')
    .description('take an import back, as long as nothing was built on it')
    .addOption(by())
    .argument('<id>', 'its number', wholeNumber)
    .action((id: number, options: { by: string }) =>
      withDatabase(async (db) => (await work()).undo(db, id, options.by)),
    );
  register
    .command('export <file>')
    .description('save the whole register (.csv or .xlsx), as it can be brought in again')
    .addOption(by())
    .action((file: string, options: { by: string }) =>
      withDatabase(async (db) => (await work()).saveRegister(db, file, options.by)),
    );
}

function wholeNumber(text: string): number {
  if (!/^[1-9][0-9]{0,14}$/.test(text)) throw new InvalidArgumentError('It must be the number of an import.');
  return Number(text);
}
