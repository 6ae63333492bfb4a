import { AuditKeyError } from '../engine/audit/audit-key.ts';
import { DefinitionError } from '../engine/define/check-services.ts';
import { MissingSettingError } from '../engine/settings/settings.ts';
import { DirectoryInUseError } from '../platform/db/directory-lock.ts';
import { MigrationError } from '../platform/db/migrate.ts';
import { DocumentKeyError } from '../engine/documents/document-works.ts';
import { AuditError } from './audit-commands.ts';
import { ConfigError } from './config.ts';
import { DocumentError } from './document-commands.ts';
import { RegisterCommandError } from './register-command-error.ts';
import { UsageError } from './settings-commands.ts';
import { StaffError } from './staff-commands.ts';

/** Errors whose message is a sentence for the person at the command line. */
const plain = [
  ConfigError,
  UsageError,
  RegisterCommandError,
  StaffError,
  AuditError,
  AuditKeyError,
  DocumentError,
  DocumentKeyError,
  DirectoryInUseError,
  MigrationError,
  DefinitionError,
  MissingSettingError,
];

/** What a code of the operating system, or of PostgreSQL, means to the person who started the program. */
const meanings: readonly { code: RegExp; says: string }[] = [
  { code: /^EADDRINUSE$/, says: 'PORT is in use by another program: stop that one, or choose another port.' },
  { code: /^EADDRNOTAVAIL$/, says: 'HOST is no address of this machine.' },
  {
    code: /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|ECONNRESET|57P03|08006|53300)$/,
    says: 'DATABASE_URL leads to a database that does not answer.',
  },
  { code: /^(28P01|28000)$/, says: 'DATABASE_URL has a user or a password that the database refuses.' },
  { code: /^3D000$/, says: 'DATABASE_URL names a database that does not exist.' },
  { code: /^42P01$/, says: 'The database has no tables of ours yet: run «tajdeed migrate» first.' },
  { code: /^42501$/, says: 'DATABASE_URL has a user who may not do this.' },
  { code: /^(EACCES|EPERM|EROFS|ENOTDIR|EEXIST|ENOSPC)$/, says: 'DATA_DIR cannot be written to.' },
];

/**
 * The sentence for an error that a person can mend, or null for one that is ours. It repeats nothing of an address of a
 * database: that may hold a password.
 */
export function inPlainWords(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  if (plain.some((kind) => error instanceof kind)) return error.message;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (code === 'EACCES' && 'syscall' in error && error.syscall === 'listen')
    return 'PORT is one that only the system may use: choose one above 1023.';
  const meaning = meanings.find((each) => each.code.test(code));
  return meaning === undefined ? null : `${meaning.says} (${code})`;
}
