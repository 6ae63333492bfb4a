import { sql } from 'kysely';
import { AuditKeyError } from '../engine/audit/audit-key.ts';
import { findDeparture, newestCheckpoint } from '../engine/audit/keep-checkpoint.ts';
import { sayFinding } from '../engine/audit/verify-audit.ts';
import { openAuditKey } from './audit-keys.ts';
import type { Database } from '../platform/db/database.ts';
import type { Config } from './config.ts';
import type { Finding } from './finding.ts';

/** Can the audit be signed, does it still have what was signed last, and can the portal only add to it? */
export async function examineAudit(config: Config, db: Database): Promise<Finding[]> {
  const findings = [await examineKey(config, db)];
  const { rows } = await sql<{ change: boolean }>`
    select has_table_privilege('audit', 'update, delete, truncate') as change`.execute(db.query);
  if (config.mode === 'production' && rows[0]?.change === true)
    findings.push({
      what: 'rights',
      is: 'bad',
      says: 'the user of DATABASE_URL may change the audit: run as one whom «tajdeed migrate» gave its rights (DATABASE_APP_ROLE)',
    });
  return findings;
}

async function examineKey(config: Config, db: Database): Promise<Finding> {
  const what = 'audit';
  try {
    const key = await openAuditKey(config);
    if (key === null)
      return { what, is: 'bad', says: 'AUDIT_KEY_FILE is missing: nobody can tell whether its end was cut' };
    const whose = config.auditKeyFile === undefined ? 'the demo’s own key' : 'key';
    const newest = await newestCheckpoint(config.auditDir, key);
    if (newest === null)
      return { what, is: 'note', says: `no checkpoint in ${config.auditDir} yet, of ${whose} ${key.id}` };
    const departed = await findDeparture(db, newest);
    if (departed) return { what, is: 'bad', says: sayFinding(departed) };
    const told = `${newest.entries.toLocaleString('en')} entries signed at ${newest.at}, ${whose} ${key.id}`;
    return { what, is: config.auditKeyFile === undefined ? 'note' : 'good', says: told };
  } catch (error) {
    if (error instanceof AuditKeyError) return { what, is: 'bad', says: error.message };
    throw error;
  }
}
