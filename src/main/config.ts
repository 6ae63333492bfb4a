import { isIP } from 'node:net';
import { join } from 'node:path';
import { z } from 'zod';
import { readChannels } from './channel-config.ts';
import { readDocumentPlace } from './document-place.ts';
import { readRegisterFile } from './register-file.ts';
import { isIssuer, readRoles, readSignOn, rolesSay } from './sign-on-config.ts';
import type { InboundPlace } from '../web/inbound/inbound-routes.ts';
import type { ChannelPlaces } from './channel-config.ts';
import type { SignOnPlace } from './sign-on-config.ts';
import type { DocumentPlace } from './document-place.ts';
import type { RegisterPlace } from './register-file.ts';

/** What the process is told by its environment. */
export type Config = {
  mode: 'demo' | 'production';
  host: string;
  port: number;
  dataDir: string;
  databaseUrl: string | undefined;
  /** Where people reach the portal, without a slash at the end; `null` in the demo: any host, see `portalOrigin`. */
  publicUrl: string | null;
  secret: string;
  trustProxy: string[];
  /** Where the register of permits lives; `null`: in our own tables. */
  register: RegisterPlace | null;
  /** Where checkpoints of the audit are written. */
  auditDir: string;
  /** The private key that signs them; without one the demo makes its own, and production signs nothing. */
  auditKeyFile: string | undefined;
  /** The database's user that the portal runs as: `migrate` gives it its rights. */
  databaseAppRole: string | undefined;
  /** Whether an empty demo begins with made-up applications. */
  demoApplications: boolean;
  /** The city's own sign-in for the staff; `null`: they have passwords. */
  signOn: SignOnPlace | null;
  /** Where documents are kept, and what signs them. */
  documents: DocumentPlace;
  /** The gateways of SMS and the server of e-mail. */
  channels: ChannelPlaces;
  /** Who may bring SMS that people write to us; null: nobody. */
  inbound: InboundPlace | null;
};

/** An environment that cannot work. The message is a sentence that names the variable. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}

/** The demo's secret is known to everyone who reads this line; production refuses it. */
const demoSecret = 'a demo secret that everybody knows, for made-up data only';

const publicUrl = z
  .url({ protocol: /^https?$/ })
  .refine((text) => URL.canParse(text) && new URL(text).pathname === '/' && !/[?#]/.test(text))
  .transform((text) => (URL.canParse(text) ? new URL(text).origin : text));

const wanted: Record<string, { schema: z.ZodType; says: string }> = {
  TAJDEED_MODE: { schema: z.enum(['demo', 'production']), says: 'must be «demo» or «production»' },
  PORT: {
    schema: z
      .string()
      .regex(/^\d{1,5}$/)
      .refine((text) => Number(text) <= 65_535),
    says: 'must be a port, 0 to 65535',
  },
  HOST: { schema: z.string().regex(/^[A-Za-z0-9.:_-]{1,253}$/), says: 'must be an address or a host name' },
  DATA_DIR: { schema: z.string().min(1), says: 'must name a folder' },
  DATABASE_URL: {
    schema: z
      .string()
      .refine((text) => URL.canParse(text) && /^postgres(ql)?:$/.test(new URL(text).protocol)),
    says: 'must be the address of a PostgreSQL database, postgres://…',
  },
  PUBLIC_URL: {
    schema: publicUrl,
    says: 'must be the address at which people reach the portal, https://… without a path',
  },
  TAJDEED_SECRET: { schema: z.string().min(32), says: 'must have 32 characters or more' },
  TRUST_PROXY: {
    schema: z.string().refine((text) => listOf(text).every(isNetwork)),
    says: 'must list the addresses of proxies, with commas between them',
  },
  REGISTER_FILE: { schema: z.string().min(1), says: 'must name a file' },
  AUDIT_DIR: { schema: z.string().min(1), says: 'must name a folder' },
  AUDIT_KEY_FILE: { schema: z.string().min(1), says: 'must name a file' },
  DATABASE_APP_ROLE: {
    schema: z.string().regex(/^[a-z_][a-z0-9_]{0,62}$/),
    says: 'must be the name of a user of the database: small letters, digits and _',
  },
  DEMO_APPLICATIONS: { schema: z.enum(['some', 'none']), says: 'must be «some» or «none»' },
  OIDC_ISSUER: {
    schema: z.string().refine(isIssuer),
    says: 'must be the address of a provider of OpenID Connect, https://…, as it calls itself',
  },
  OIDC_CLIENT_ID: { schema: z.string().max(300), says: 'must be what the provider calls the portal' },
  OIDC_CLIENT_SECRET: { schema: z.string().max(1000), says: 'must be the secret that the provider gave' },
  OIDC_SCOPES: {
    schema: z.string().regex(/^(?:\S+ )*openid(?: \S+)*$/),
    says: 'must list scopes with blanks between them, «openid» among them',
  },
  OIDC_ROLE_CLAIM: { schema: z.string().regex(/^\S{1,200}$/), says: 'must name a claim' },
  OIDC_ROLES: { schema: z.string().refine((text) => readRoles(text) !== null), says: rolesSay },
  OIDC_NAME_AR: { schema: z.string().max(60), says: 'must be a name of 60 characters at most' },
  OIDC_NAME_EN: { schema: z.string().max(60), says: 'must be a name of 60 characters at most' },
  SMS_INBOUND_SECRET: {
    schema: z.string().regex(/^[\x21-\x7e]{24,200}$/),
    says: 'must have 24 characters or more, without blanks',
  },
  SMS_INBOUND_FIELDS: {
    schema: z.string().regex(/^[\w.-]{1,40}(?:,[\w.-]{1,40}){2}$/),
    says: 'must name three fields of the gateway, with commas between them: its id, the phone, the text',
  },
  DOCUMENT_KEY_FILE: { schema: z.string().min(1), says: 'must name a file' },
  DOCUMENT_CERTIFICATE_FILE: { schema: z.string().min(1), says: 'must name a file' },
  DOCUMENT_KEYS_DIR: { schema: z.string().min(1), says: 'must name a folder' },
  DOCUMENTS_DIR: { schema: z.string().min(1), says: 'must name a folder' },
  DOCUMENTS_S3_URL: {
    schema: z
      .url({ protocol: /^https?$/ })
      .refine((text) => !/[?#]/.test(text))
      .transform((text) => text.replace(/\/+$/, '')),
    says: 'must be the address of a bucket, https://…',
  },
  DOCUMENTS_S3_REGION: {
    schema: z.string().regex(/^[a-z0-9-]{1,40}$/),
    says: 'must be the name of a region',
  },
  DOCUMENTS_S3_KEY_ID: { schema: z.string().min(1), says: 'must be the id of a key' },
  DOCUMENTS_S3_SECRET: { schema: z.string().min(1), says: 'must be the secret of the key' },
};

/**
 * Reads the configuration from environment variables. An empty variable counts as missing.
 * @throws ConfigError with a sentence that names the first variable that is wrong or missing
 */
export function readConfig(env: Record<string, string | undefined>): Config {
  const given: Record<string, string | undefined> = {};
  for (const [name, { schema, says }] of Object.entries(wanted)) {
    const text = env[name]?.trim();
    if (text === undefined || text === '') continue;
    const read = schema.safeParse(text);
    if (!read.success) throw new ConfigError(`${name} ${says}.`);
    given[name] = String(read.data);
  }
  const mode = given['TAJDEED_MODE'] === 'production' ? 'production' : 'demo';
  if (mode === 'production') assertProduction(given);
  return {
    mode,
    host: given['HOST'] ?? '127.0.0.1',
    port: Number(given['PORT'] ?? 3000),
    dataDir: given['DATA_DIR'] ?? './data',
    databaseUrl: given['DATABASE_URL'],
    publicUrl: given['PUBLIC_URL'] ?? null,
    secret: given['TAJDEED_SECRET'] ?? demoSecret,
    trustProxy: listOf(given['TRUST_PROXY'] ?? ''),
    register: readRegister(given['REGISTER_FILE'], env, mode),
    auditDir: given['AUDIT_DIR'] ?? join(given['DATA_DIR'] ?? './data', 'audit'),
    auditKeyFile: given['AUDIT_KEY_FILE'],
    databaseAppRole: given['DATABASE_APP_ROLE'],
    demoApplications: mode === 'demo' && given['DEMO_APPLICATIONS'] !== 'none',
    signOn: signOnOf(given),
    documents: readDocumentPlace(
      given,
      { demo: mode === 'demo', dataDir: given['DATA_DIR'] ?? './data' },
      wrong,
    ),
    inbound: inboundOf(given),
    channels: readChannels(env, { demo: mode === 'demo' }, wrong),
  };
}

function wrong(sentence: string): never {
  throw new ConfigError(sentence);
}

function signOnOf(given: Record<string, string | undefined>): SignOnPlace | null {
  const read = readSignOn(given);
  if ('place' in read) return read.place;
  throw new ConfigError(`${read.missing} is missing: the single sign-on that OIDC_… begins needs it.`);
}

function readRegister(
  file: string | undefined,
  env: Record<string, string | undefined>,
  mode: Config['mode'],
): RegisterPlace | null {
  if (file === undefined) return null;
  const read = readRegisterFile(file, env, { production: mode === 'production' });
  if (!read.ok) throw new ConfigError(`REGISTER_FILE ${file}: ${read.says}.`);
  return read.place;
}

function listOf(text: string): string[] {
  return text.split(/[, ]+/).filter(Boolean);
}

/** Is this an address, or a network as `10.0.0.0/8`? */
function isNetwork(text: string): boolean {
  const [address = '', length, ...more] = text.split('/');
  const bits = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  return (
    bits > 0 &&
    more.length === 0 &&
    (length === undefined || (/^\d{1,3}$/.test(length) && Number(length) <= bits))
  );
}

function assertProduction(given: Record<string, string | undefined>): void {
  if (given['DATABASE_URL'] === undefined)
    throw new ConfigError(
      'DATABASE_URL is missing: production needs PostgreSQL, since the embedded database does not survive a power cut.',
    );
  if (given['PUBLIC_URL'] === undefined)
    throw new ConfigError(
      'PUBLIC_URL is missing: production must know the address at which people reach the portal.',
    );
  if (given['TAJDEED_SECRET'] === undefined)
    throw new ConfigError(
      'TAJDEED_SECRET is missing: production needs a secret of its own, 32 characters or more.',
    );
  if (given['TAJDEED_SECRET'] === demoSecret)
    throw new ConfigError(
      'TAJDEED_SECRET is the demo’s, which everybody knows: production needs one of its own.',
    );
}

function inboundOf(given: Record<string, string | undefined>): InboundPlace | null {
  const secret = given['SMS_INBOUND_SECRET'];
  if (secret === undefined) return null;
  const [id = 'id', from = 'from', text = 'text'] = listOf(given['SMS_INBOUND_FIELDS'] ?? '');
  return { secret, fields: { id, from, text } };
}
