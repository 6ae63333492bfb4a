import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { tells } from '../engine/registers/http-register.ts';
import { neededFields, otherFields } from '../engine/registers/remote-row.ts';
import type { RegisterLimits } from '../engine/registers/guard-register.ts';
import type { HttpPlace } from '../engine/registers/http-register.ts';
import type { Mapping } from '../engine/registers/remote-row.ts';
import type { SqlPlace } from '../engine/registers/sql-register.ts';

/** Where the register of permits lives, when it is not in our own tables, and how much of it we use. */
export type RegisterPlace = (SqlPlace | HttpPlace) & { limits: RegisterLimits };

type Env = Record<string, string | undefined>;

/** A secret never stands in the file: the file names the variable of the environment that holds it. */
const secret = z.strictObject({ env: z.string().regex(/^[A-Z][A-Z0-9_]*$/) });
const words = z.string().min(1).max(200);

// Together below the patience of a look-up, four seconds: what is remembered must be found within it as well.
const limits = z
  .strictObject({
    timeoutMs: z.int().min(50).max(3500).default(3000),
    atOnce: z.int().min(1).max(100).default(10),
    queue: z.int().min(0).max(1000).default(50),
    failures: z.int().min(1).max(100).default(5),
    openForMs: z.int().min(100).max(600_000).default(30_000),
  })
  .prefault({});

const mapping = z.strictObject({
  ...Object.fromEntries(neededFields.map((name) => [name, words])),
  ...Object.fromEntries(otherFields.map((name) => [name, words.optional()])),
}) as unknown as z.ZodType<Mapping>;

const permitNumber = z.enum(['contractorNumber', 'permitNumber', 'permitYear']);

const sqlFile = z.strictObject({
  kind: z.literal('sql'),
  url: secret,
  view: z.string().regex(/^[^."\0]{1,63}(\.[^."\0]{1,63})?$/),
  columns: mapping,
  numbersAre: z.enum(['text', 'number']),
  limits,
});

const httpAddress = z.url({ protocol: /^https?$/ }).refine((text) => {
  const url = URL.parse(text);
  return url !== null && url.username === '' && url.password === '' && url.hash === '';
}, 'an address without user, password and #');

const httpFile = z
  .strictObject({
    kind: z.literal('http'),
    method: z.enum(['GET', 'POST']).default('GET'),
    url: httpAddress,
    body: z.record(words, permitNumber).nullable().default(null),
    numbersAre: z.enum(['text', 'number']).default('text'),
    auth: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('none') }),
      z.strictObject({
        kind: z.literal('key'),
        header: z.string().regex(/^[A-Za-z0-9-]{1,100}$/),
        value: secret,
      }),
      z.strictObject({
        kind: z.literal('client-credentials'),
        tokenUrl: httpAddress,
        clientId: words,
        clientSecret: secret,
        scope: words.nullable().default(null),
        sendAs: z.enum(['header', 'form']).default('header'),
      }),
    ]),
    row: z.string().max(200).default(''),
    fields: mapping,
    notFound: z
      .strictObject({
        status: z.array(z.int().min(200).max(499)).max(10).default([404]),
        absentRow: z.boolean().default(false),
      })
      .prefault({}),
    limits,
  })
  .refine((file) => file.body === null || file.method === 'POST', {
    path: ['body'],
    message: 'only a POST has one',
  })
  .refine((file) => tells(file, 'permitNumber') && tells(file, 'permitYear'), {
    path: ['url'],
    message: '{permitNumber} and {permitYear} must stand in the address or in the body',
  })
  .refine((file) => !/\{(?!(?:contractorNumber|permitNumber|permitYear)\})/.test(file.url), {
    path: ['url'],
    message: 'in braces only contractorNumber, permitNumber and permitYear',
  });

const registerFile = z.discriminatedUnion('kind', [sqlFile, httpFile]);

/** What stands in the way is told by the first key that is wrong. */
class WrongFile extends Error {}

/**
 * Reads where the register lives from a JSON file, and its secrets from the environment. `says` is the end of a sentence
 * that names the key; it repeats no secret.
 */
export function readRegisterFile(
  path: string,
  env: Env,
  { production }: { production: boolean },
): { ok: true; place: RegisterPlace } | { ok: false; says: string } {
  try {
    return { ok: true, place: readPlace(readJson(path), env, production) };
  } catch (error) {
    if (error instanceof WrongFile) return { ok: false, says: error.message };
    throw error;
  }
}

function readJson(path: string): unknown {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    throw new WrongFile('the file cannot be read');
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new WrongFile('the file is no JSON');
  }
}

function readPlace(json: unknown, env: Env, production: boolean): RegisterPlace {
  const read = registerFile.safeParse(json);
  if (!read.success) {
    const issue = read.error.issues[0];
    const key = [...(issue?.path ?? []), ...(issue?.code === 'unrecognized_keys' ? issue.keys : [])];
    throw new WrongFile(`«${key.join('.')}»: ${issue?.message ?? 'wrong'}`);
  }
  // Whoever switches the checking of certificates off would send keys and permits to anyone.
  if (env['NODE_TLS_REJECT_UNAUTHORIZED'] === '0')
    throw new WrongFile(
      'NODE_TLS_REJECT_UNAUTHORIZED is 0, so the register’s certificate would not be checked',
    );
  const file = read.data;
  if (file.kind === 'sql') {
    const url = secretOf(file.url, env, 'url');
    assertDatabase(url, file.url.env, production);
    return { ...file, url };
  }
  const { auth } = file;
  assertEncrypted(file.url, 'url', production);
  if (auth.kind === 'client-credentials') {
    assertEncrypted(auth.tokenUrl, 'auth.tokenUrl', production);
    return {
      ...file,
      auth: { ...auth, clientSecret: secretOf(auth.clientSecret, env, 'auth.clientSecret') },
    };
  }
  if (auth.kind === 'none') return { ...file, auth };
  const value = secretOf(auth.value, env, 'auth.value');
  if (!/^[\x20-\x7e]+$/.test(value))
    throw new WrongFile(`«auth.value»: ${auth.value.env} cannot stand in a header`);
  return { ...file, auth: { ...auth, value } };
}

function secretOf({ env: name }: { env: string }, env: Env, key: string): string {
  const value = env[name]?.trim();
  if (value === undefined || value === '')
    throw new WrongFile(`«${key}»: the variable ${name} of the environment is missing`);
  return value;
}

function assertEncrypted(address: string, key: string, production: boolean): void {
  const { protocol, hostname } = new URL(address);
  if (production && protocol !== 'https:' && !isLoopback(hostname))
    throw new WrongFile(`«${key}»: must begin with https:// in production`);
}

/** The one way to say that the certificate is checked; what else pg understands weakens it, or will. */
const safeModes = new Set(['verify-full', 'disable']);
const allowed = new Set(['sslmode', 'sslrootcert', 'sslcert', 'sslkey']);

function assertDatabase(address: string, name: string, production: boolean): void {
  const url = URL.parse(address);
  if (url === null || !/^postgres(ql)?:$/.test(url.protocol) || url.hostname === '')
    throw new WrongFile(`«url»: ${name} must be the address of a PostgreSQL database, postgres://…`);
  for (const key of url.searchParams.keys())
    if (!allowed.has(key)) throw new WrongFile(`«url»: ${name} may not have ?${key}`);
  const mode = url.searchParams.get('sslmode');
  if (mode !== null && !safeModes.has(mode))
    throw new WrongFile(`«url»: ${name} must have ?sslmode=verify-full, or disable`);
  if (production && mode !== 'verify-full' && !isLoopback(url.hostname))
    throw new WrongFile(`«url»: ${name} must have ?sslmode=verify-full in production`);
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(host);
}
