import {
  addPerson,
  disablePerson,
  enablePerson,
  listPeople,
  oneTimeDays,
  readPerson,
  resetPerson,
  setRole,
} from '../engine/staff/manage-staff.ts';
import { isRole, roleNames } from '../engine/staff/roles.ts';
import { commandOrigin } from './origin.ts';
import { UsageError } from './settings-commands.ts';
import type { Command } from 'commander';
import type { Change, ManageResult } from '../engine/staff/manage-staff.ts';
import type { Person } from '../engine/staff/person.ts';
import type { Role } from '../engine/staff/roles.ts';
import type { Database } from '../platform/db/database.ts';

/** What could not be done with a person of the office; the message says why. */
export class StaffError extends Error {
  override name = 'StaffError';
}

const say = (line: string) => void process.stdout.write(`${line}\n`);

/** Adds `staff add|list|disable|enable|role|reset`. */
export function addStaffCommands(
  tajdeed: Command,
  withDatabase: (work: (db: Database) => Promise<void>) => Promise<void>,
): void {
  const staff = tajdeed.command('staff').description('the people of the office');
  const anyRole = `one of ${roleNames.join(', ')}`;
  staff
    .command('add <login>')
    .description('add a person; prints a one-time password, this once')
    .requiredOption('--name <name>', 'as it is shown in the office')
    .requiredOption('--role <role>', anyRole)
    .action((login: string, options: { name: string; role: string }) =>
      withDatabase((db) => add(db, { login, ...options })),
    );
  staff
    .command('list')
    .description('list everybody, those who left last')
    .option('--json', 'one JSON object a line')
    .action((options: { json?: true }) =>
      withDatabase(async (db) => {
        for (const person of await listPeople(db))
          say(options.json ? JSON.stringify(person) : describe(person));
      }),
    );
  staff
    .command('disable <login>')
    .description('shut a person out at once')
    .action((login: string) =>
      withDatabase(async (db) => {
        const change = await find(db, login);
        assertDone(await disablePerson(db, change));
        say('Disabled. Every session has ended.');
      }),
    );
  staff
    .command('enable <login>')
    .description('let a person in again, with the password and the codes of before')
    .action((login: string) =>
      withDatabase(async (db) => {
        const change = await find(db, login);
        assertDone(await enablePerson(db, change));
        say('Enabled.');
      }),
    );
  staff
    .command('role <login> <role>')
    .description(`give a person another role, ${anyRole}; their sessions end`)
    .action((login: string, role: string) =>
      withDatabase(async (db) => {
        const wanted = readRole(role);
        assertDone(await setRole(db, await find(db, login), wanted));
        say(`The role is ${wanted}.`);
      }),
    );
  staff
    .command('reset <login>')
    .description(
      'a new one-time password, printed this once; app and passkeys off: for a lost phone or password',
    )
    .action((login: string) =>
      withDatabase(async (db) => {
        const result = await resetPerson(db, await find(db, login));
        assertDone(result);
        sayPassword(result.password ?? '');
      }),
    );
}

const fieldsSay = {
  login:
    'The login must be 2 to 32 letters a–z, digits, dots, dashes or underscores, and begin with a letter',
  name: 'The name must have 1 to 100 characters',
  role: `The role must be one of ${roleNames.join(', ')}`,
};

async function add(db: Database, typed: { login: string; name: string; role: string }): Promise<void> {
  const result = await addPerson(db, typed, commandOrigin());
  switch (result.kind) {
    case 'invalid':
      throw new UsageError(result.fields.map((field) => fieldsSay[field]).join('. '));
    case 'taken':
      throw new StaffError('This login is taken.');
    case 'added':
      say(describe(result.person));
      sayPassword(result.password);
  }
}

function sayPassword(password: string): void {
  say(`One-time password, shown this once: ${password}`);
  say(`It is good for ${oneTimeDays} days, and must be changed at the first sign-in, at /ar/staff.`);
}

function describe(person: Person): string {
  const { login, name, role, disabled, hasCodes, passkeys, hasPassword, linked, mustChangePassword } = person;
  const notes = [
    disabled && 'disabled',
    mustChangePassword && 'one-time password',
    !hasCodes && passkeys === 0 && hasPassword && 'no second step yet',
    passkeys > 0 && `passkeys: ${passkeys}`,
    linked && 'single sign-on',
  ].filter((note) => note !== false);
  return `${login}  ${role}  ${name}${notes.length > 0 ? `  (${notes.join(', ')})` : ''}`;
}

function readRole(text: string): Role {
  if (isRole(text)) return text;
  throw new UsageError(fieldsSay.role);
}

async function find(db: Database, login: string): Promise<Change> {
  const person = await readPerson(db, { login });
  if (person === null)
    throw new StaffError('Nobody has this login: «tajdeed staff list» tells who there is.');
  return { id: person.id, by: commandOrigin() };
}

/** Nobody of the office does it, so nobody does it to themselves. */
function assertDone({ kind }: ManageResult): void {
  if (kind === 'last-administrator')
    throw new StaffError('This is the last administrator: add or enable another one first.');
  if (kind !== 'done') throw new StaffError('There is no such person any more.');
}
