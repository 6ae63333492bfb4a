import { sql } from 'kysely';
import { MissingSettingError, openSettings } from '../engine/settings/settings.ts';
import { countPeople } from '../engine/staff/demo-people.ts';
import { pendingMigrations } from '../platform/db/migrate.ts';
import { ProviderDownError } from '../platform/oidc/provider.ts';
import { jsonLog } from '../platform/log/log.ts';
import { examineAudit } from './examine-audit.ts';
import { examineChannels } from './examine-channels.ts';
import { examineDocuments } from './examine-documents.ts';
import { connectRegisters, whereIs } from './connect-registers.ts';
import { openSingleSignOn } from './sign-on-config.ts';
import { migrationsFolder } from './prepare-database.ts';
import type { Service } from '../engine/define/define-service.ts';
import type { Database } from '../platform/db/database.ts';
import type { Config } from './config.ts';
import type { Finding } from './finding.ts';

/** Looks at everything the portal needs, and says what it found. */
export async function examine(
  config: Config,
  db: Database,
  services: readonly Service[],
): Promise<Finding[]> {
  const findings: Finding[] = [];
  const add = (what: string, is: Finding['is'], says: string) => findings.push({ what, is, says });

  const [major = 0] = process.versions.node.split('.').map(Number);
  add('Node', major >= 26 ? 'good' : 'bad', `version ${process.versions.node}; 26 or later is needed`);
  add('mode', config.mode === 'production' ? 'good' : 'note', config.mode);

  const { rows } = await sql<{ version: string; sync: string }>`
    select current_setting('server_version') as version, current_setting('fsync') as sync`.execute(db.query);
  const kind = db.kind === 'postgres' ? 'PostgreSQL' : 'embedded PostgreSQL';
  add('database', 'good', `${kind} ${rows[0]?.version ?? ''}`);
  if (db.kind === 'embedded') add('durability', 'note', 'the embedded database does not survive a power cut');
  else add('durability', rows[0]?.sync === 'on' ? 'good' : 'bad', `fsync is ${rows[0]?.sync ?? ''}`);

  const pending = await pendingMigrations(db, migrationsFolder);
  if (pending.length > 0) {
    add('migrations', 'bad', `${pending.length} are missing: run «tajdeed migrate»`);
    return findings;
  }
  add('migrations', 'good', 'all applied');

  const settings = await openSettings(db, services)
    .now()
    .catch((error: unknown) => {
      if (error instanceof MissingSettingError) return error.message;
      throw error;
    });
  if (typeof settings === 'string') add('settings', 'bad', `${settings}: run «tajdeed settings set»`);
  else {
    add('settings', 'good', `in force on ${settings.today.toString()}`);
    const { rows: times } = await sql<{ now: Date }>`select now() as now`.execute(db.query);
    const apart = Math.abs((times[0]?.now.getTime() ?? 0) - Date.now());
    add(
      'clock',
      apart < 2000 ? 'good' : 'note',
      `${Math.round(apart / 1000)} s between this machine and the database`,
    );
  }
  findings.push(await examineRegister(config, db));
  findings.push(await examineStaff(config, db));
  findings.push(...(await examineSignOn(config)));
  findings.push(...(await examineAudit(config, db)));
  findings.push(...(await examineDocuments(config, db)));
  findings.push(...(await examineChannels(config)));
  if (config.mode === 'production') {
    const encrypted = config.publicUrl?.startsWith('https://') === true;
    add(
      'PUBLIC_URL',
      encrypted ? 'good' : 'bad',
      encrypted ? 'encrypted' : 'not https: cookies travel in the open',
    );
    if (config.trustProxy.length === 0)
      add('TRUST_PROXY', 'note', 'empty: behind a proxy, everybody would share one address and its limits');
  }
  return findings;
}

/** Is there somebody who can let the others in, and nobody whose password everybody knows? */
async function examineStaff({ mode }: Config, db: Database): Promise<Finding> {
  const what = 'staff';
  const { demo, administrators } = await countPeople(db.query);
  if (mode === 'production' && demo > 0)
    return { what, is: 'bad', says: `${demo} people of the demo: everybody knows their password` };
  if (administrators === 0)
    return { what, is: 'note', says: 'no administrator: add the first with «tajdeed staff add»' };
  return { what, is: 'good', says: `administrators: ${administrators}` };
}

/** Does the city's own sign-in answer? Where there is none, nothing is said. */
async function examineSignOn({ signOn }: Config): Promise<Finding[]> {
  if (signOn === null) return [];
  const what = 'single sign-on';
  try {
    await openSingleSignOn(signOn).provider.probe();
    const given = [...new Set(signOn.roles.values())].join(', ');
    return [{ what, is: 'good', says: `${signOn.issuer} answers; the claim ${signOn.claim} gives ${given}` }];
  } catch (error) {
    if (!(error instanceof ProviderDownError)) throw error;
    return [{ what, is: 'bad', says: `${error.message}: the staff have only their passwords` }];
  }
}

/** Numbers in their right form that no permit has. */
const nobodys = { contractorNumber: '1', permitNumber: '1', permitYear: '1900' };

/** Where the register lives, and whether it answers: it is asked for a permit that there is not. */
async function examineRegister({ register }: Config, db: Database): Promise<Finding> {
  const what = 'register';
  if (register === null) return { what, is: 'good', says: 'in our own tables' };
  const where = whereIs(register);
  const { sources, close } = connectRegisters(
    register,
    db,
    jsonLog(() => {}),
  );
  try {
    await sources.permits.find(nobodys, db.query, { hold: false });
    return { what, is: 'good', says: `${where} answers` };
  } catch (error) {
    const { message, code } = error as Error & { code?: string };
    const named = code === undefined ? '' : ` (${code})`;
    return { what, is: 'bad', says: `${where}: ${message}${named}` };
  } finally {
    await close();
  }
}
