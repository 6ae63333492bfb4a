import { writeFile } from 'node:fs/promises';
import { erasePerson } from '../engine/privacy/erase-person.ts';
import { exportPerson } from '../engine/privacy/export-person.ts';
import { findPerson, readWhose } from '../engine/privacy/find-person.ts';
import { services } from '../services/index.ts';
import { commandOrigin } from './origin.ts';
import { UsageError } from './settings-commands.ts';
import type { Command } from 'commander';
import type { Kept, WhoseData } from '../engine/privacy/person.ts';
import type { Database } from '../platform/db/database.ts';

type Whose = { contractor?: string; phone?: string };

const say = (line: string) => void process.stdout.write(`${line}\n`);

/** Adds `privacy export` and `privacy erase`. */
export function addPrivacyCommands(
  tajdeed: Command,
  withDatabase: (work: (db: Database) => Promise<void>) => Promise<void>,
): void {
  const privacy = tajdeed.command('privacy').description('a copy, or the erasure, of one person’s data');
  const whoseOptions = (command: Command) =>
    command
      .option('--contractor <number>', 'whose: the contractor’s number')
      .option('--phone <phone>', 'whose: the phone that was given');
  whoseOptions(privacy.command('export'))
    .description('a copy of the person’s data, as JSON that a person can read')
    .option('--out <file>', 'where to; stdout without it')
    .action((options: Whose & { out?: string }) =>
      withDatabase(async (db) => {
        const copy = await exportPerson({ db, services }, readOptions(options), commandOrigin());
        const text = `${JSON.stringify(copy, null, 2)}\n`;
        if (options.out === undefined) process.stdout.write(text);
        else {
          await writeFile(options.out, text, { mode: 0o600, flag: 'wx' }).catch(() => {
            throw new UsageError(
              `${options.out} cannot be written; a file that is there is not written over`,
            );
          });
          say(`${copy.applications.length} applications are in ${options.out}.`);
        }
      }),
    );
  whoseOptions(privacy.command('erase'))
    .description('say what would be erased, and what must be kept and why; erase it with --confirm')
    .option('--confirm <fingerprint>', 'erase what the dry run showed; it ends with its fingerprint')
    .option('--reason <words>', 'why; it stands in the audit for ever, so it names nobody', '')
    .action((options: Whose & { confirm?: string; reason: string }) =>
      withDatabase((db) => erase(db, readOptions(options), options)),
    );
}

function readOptions({ contractor = '', phone = '' }: Whose): WhoseData {
  const whose = readWhose({ contractor, phone });
  if (whose === null) throw new UsageError('Say whose: --contractor <number>, or --phone <phone>, not both');
  return whose;
}

const why: Readonly<Record<Kept['why'], string>> = {
  open: 'it is open',
  objection: 'an objection to it waits for an answer',
  'not-told': 'it was decided a moment ago',
  term: 'the term that it added is in force',
};

async function erase(
  db: Database,
  whose: WhoseData,
  { confirm, reason }: { confirm?: string; reason: string },
): Promise<void> {
  const ctx = { db, services };
  if (confirm === undefined) {
    const { applications, drafts, fingerprint } = await findPerson(ctx, whose, commandOrigin());
    for (const { reference, kept, document } of applications) {
      const fate =
        kept === null
          ? 'would be erased'
          : `is kept: ${why[kept.why]}${kept.until === null ? '' : ` until ${kept.until}`}`;
      const paper = document ? `; its document ${document.code} can be checked until ${document.until}` : '';
      say(`${reference} ${fate}${paper}`);
    }
    say(`${drafts} unfinished applications would be deleted. The audit stays; it names nobody.`);
    say(`Nothing was erased. To do it: --confirm ${fingerprint} --reason "…"`);
    return;
  }
  const result = await erasePerson(ctx, commandOrigin(), whose, { fingerprint: confirm, reason });
  switch (result.kind) {
    case 'erased':
      return say(
        `${result.applications} applications are erased, ${result.kept} kept; ${result.drafts} unfinished ones deleted.`,
      );
    case 'invalid':
      throw new UsageError('--reason says why, in 500 characters at most');
    case 'changed':
      throw new UsageError('It is not as the dry run showed it any more: look at it again without --confirm');
  }
}
