import { tryGateway } from '../engine/notifications/try-gateway.ts';
import { readMobile } from '../platform/i18n/phone.ts';
import { commandOrigin } from './origin.ts';
import { UsageError } from './settings-commands.ts';
import type { Command } from 'commander';
import type { Database } from '../platform/db/database.ts';

/** Workers look for what is due every minute. */
const patienceMs = 90_000;

/** Adds `messages try <to>`. */
export function addMessageCommands(
  tajdeed: Command,
  withDatabase: (work: (db: Database) => Promise<void>) => Promise<void>,
): void {
  tajdeed
    .command('messages')
    .description('the messages of the portal')
    .command('try <to>')
    .description(
      'have a trial sent to a mobile number or an e-mail address by a running worker; exit code 1 when it is not sent',
    )
    .action((to: string) =>
      withDatabase(async (db) => {
        const mobile = readMobile(to);
        const isEmail = /^[^@\s]+@[^@\s]+$/.test(to);
        if (!mobile.ok && !isEmail) throw new UsageError(`${to} is no mobile number and no e-mail address`);
        const whom = mobile.ok ? { phone: mobile.e164 } : { email: to };
        const { state, why, attempts } = await tryGateway(db, whom, commandOrigin(), patienceMs);
        for (const attempt of attempts) process.stdout.write(`  ${attempt}\n`);
        process.stdout.write(`${state}${why === null ? '' : ` (${why})`}\n`);
        if (state !== 'sent' && state !== 'delivered') process.exitCode = 1;
      }),
    );
}
