import type { Database } from '../platform/db/database.ts';
import type { Jobs } from '../platform/jobs/jobs.ts';
import type { Log } from '../platform/log/log.ts';
import type { AuditSigning } from './audit/audit-health.ts';
import type { DocumentWorks } from './documents/document-works.ts';
import type { Service } from './define/define-service.ts';
import type { RegisterSource } from './registers/register-source.ts';
import type { SingleSignOn } from './staff/sign-on/single-sign-on.ts';
import type { Settings } from './settings/settings.ts';
import type { Actor } from './staff/person.ts';

/** What the engine works with; `main/` builds it once, and every use case is given it first. */
export type Context = {
  db: Database;
  services: readonly Service[];
  sources: Readonly<Record<string, RegisterSource>>;
  settings: Settings;
  jobs: Jobs;
  log: Log;
  /** Key for codes, links and hashes of addresses; from the environment. */
  secret: string;
  /** Where the portal is reached, without a slash at the end; `null` in a demo that may be reached under any name. */
  publicUrl: string | null;
  /** The folder in which files of the register wait to be brought in. */
  importDir: string;
  /** Demo: made-up data, simulated phones that can be looked at. */
  demo: boolean;
  /** The city's own sign-in; without one the staff have passwords. */
  singleSignOn?: SingleSignOn;
  /** Who signs the audit, and where what was signed is kept; without it a page says that nobody does. */
  auditSigning?: AuditSigning;
  /** What makes and keeps documents. */
  documents: DocumentWorks;
};

/**
 * Who asks: the browser's key as it is stored (hashed), and the address for limits. `counter`: somebody of the office,
 * who files for a person that stands before them; `counterVisitor` makes such a visitor.
 */
export type Visitor = { holder: Buffer; address: string; counter?: Actor };
