import { join } from 'node:path';
import { makeKey, readKey } from '../engine/audit/audit-key.ts';
import type { AuditKey } from '../engine/audit/audit-key.ts';
import type { Config } from './config.ts';

/** Where the key that signs checkpoints is, or would be made; `null`: production was told no place. */
export function auditKeyFile({ auditKeyFile, mode, dataDir }: Config): string | null {
  return auditKeyFile ?? (mode === 'demo' ? join(dataDir, 'keys', 'audit.pem') : null);
}

/**
 * The key that signs checkpoints. The demo makes its own when it has none; `null`: production was given none.
 * @throws AuditKeyError when the file does not hold one
 */
export async function openAuditKey(config: Config): Promise<AuditKey | null> {
  const file = auditKeyFile(config);
  if (file === null) return null;
  if (config.auditKeyFile === undefined) await makeKey(file);
  return readKey(file);
}
