import { z } from 'zod';
import type { HttpPlace } from '../platform/channels/http-gateway.ts';
import type { SmppPlace } from '../platform/channels/smpp-link.ts';
import type { SmtpPlace } from '../platform/channels/smtp-channel.ts';

/** One gateway of SMS, and how many messages at once it is given. */
export type GatewayPlace = (HttpPlace | SmppPlace) & { atOnce: number };

/** The ways out of the house, as the environment tells of them, in the order in which they are tried. */
export type ChannelPlaces = { sms: GatewayPlace[]; email: SmtpPlace[] };

type Env = Readonly<Record<string, string | undefined>>;

const gatewayName = z.string().regex(/^[a-z][a-z0-9]{0,19}$/);

const whole = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,6}$/)
    .transform(Number)
    .refine((number) => number >= min && number <= max);

const line = z.string().regex(/^[^\p{Cc}]{1,200}$/u);

/** Each variable of a gateway, after its name: what it must be, and how that is said. */
const shared = {
  KIND: { schema: z.enum(['http', 'smpp']), says: 'must be «http» or «smpp»' },
  USER: { schema: line, says: 'must be the name that the gateway gave' },
  PASSWORD: { schema: line, says: 'must be the password that the gateway gave' },
  // What phones show: eleven letters and digits, or a number.
  SENDER: {
    schema: z.string().regex(/^(?:[A-Za-z0-9 ._-]{1,11}|\+?\d{3,15})$/),
    says: 'must be the name that phones show: 11 letters of Latin script at most, or a number',
  },
  TIMEOUT_MS: { schema: whole(500, 20_000).default(15_000), says: 'must be 500 to 20000 milliseconds' },
  AT_ONCE: { schema: whole(1, 100).default(10), says: 'must be 1 to 100' },
};

const http = {
  ...shared,
  URL: {
    schema: z
      .url({ protocol: /^https?$/ })
      .refine((text) => isPlain(text) && isSafe(text))
      .transform((text) => text.replace(/\/+$/, '')),
    says: 'must be the address of the gateway, https://…, without user, password, ? and #',
  },
  TYPE_ID: { schema: line.default('1'), says: 'must be the gateway’s number of our kind of messages' },
};

const smpp = {
  ...shared,
  URL: {
    schema: z
      .string()
      .refine((text) => /^smpps?:\/\/[^/?#@]+$/.test(text) && URL.canParse(text) && isSafe(text)),
    says: 'must be the address of the SMSC, smpps://host:port, or smpp://… over a line that is encrypted by other means',
  },
  // Who speaks SMPP in the open does so over a private line; that must be said.
  PLAIN: { schema: z.enum(['yes', 'no']).default('no'), says: 'must be «yes» or «no»' },
  ENQUIRE_MS: { schema: whole(500, 300_000).default(30_000), says: 'must be 500 to 300000 milliseconds' },
};

const smtp = {
  URL: {
    schema: z.string().refine((text) => /^smtps?:\/\/[^/?#@]+$/.test(text) && URL.canParse(text)),
    says: 'must be the address of the server of e-mail, smtps://host:465, or smtp://host:587 with STARTTLS',
  },
  USER: { schema: line.optional(), says: 'must be the name at the server of e-mail' },
  PASSWORD: { schema: line.optional(), says: 'must be the password at the server of e-mail' },
  FROM: {
    schema: z
      .string()
      .refine(
        (text) => z.email().safeParse(/<(.+)>$/.exec(text)?.[1] ?? text).success && !/[\r\n]/.test(text),
      ),
    says: 'must be the address that e-mail comes from',
  },
  TIMEOUT_MS: { schema: whole(500, 20_000).default(15_000), says: 'must be 500 to 20000 milliseconds' },
};

type Variables = Record<string, { schema: z.ZodType; says: string }>;
type Read<V extends Variables> = { [K in keyof V]: z.output<V[K]['schema']> };

/**
 * Reads the gateways from the environment. `SMS_GATEWAYS` names them in their order; each has variables of its own name:
 * `SMS_NATIONAL_URL` of `national`. `wrong` is told a sentence that names the variable, and repeats no secret.
 */
export function readChannels(
  env: Env,
  { demo }: { demo: boolean },
  wrong: (sentence: string) => never,
): ChannelPlaces {
  const names = (env['SMS_GATEWAYS'] ?? '').split(/[, ]+/).filter(Boolean);
  if (names.length > 0 && demo)
    return wrong(
      'SMS_GATEWAYS is for production: the demo’s phones are made up, and their numbers may be somebody’s.',
    );
  if (names.some((name) => !gatewayName.safeParse(name).success) || new Set(names).size !== names.length)
    return wrong(
      'SMS_GATEWAYS must list names of gateways, each once: small letters and digits, commas between.',
    );
  const email = env['SMTP_URL']?.trim() ? [readSmtp(env, wrong)] : [];
  const sms = names.map((name) => readGateway(name, env, wrong));
  // Whoever switches the checking of certificates off would send codes to anyone.
  if (sms.length + email.length > 0 && env['NODE_TLS_REJECT_UNAUTHORIZED'] === '0')
    return wrong('NODE_TLS_REJECT_UNAUTHORIZED is 0: certificates of gateways would not be checked.');
  return { sms, email };
}

function readGateway(name: string, env: Env, wrong: (sentence: string) => never): GatewayPlace {
  const prefix = `SMS_${name.toUpperCase()}_`;
  const { KIND } = readAll({ KIND: shared.KIND }, prefix, env, wrong);
  if (KIND === 'http') {
    const read = readAll(http, prefix, env, wrong);
    return { kind: 'http', url: read.URL, typeId: read.TYPE_ID, ...common(name, read) };
  }
  const read = readAll(smpp, prefix, env, wrong);
  const { protocol, hostname, port } = new URL(read.URL);
  const tls = protocol === 'smpps:';
  if (!tls && read.PLAIN !== 'yes' && !isLoopback(hostname))
    return wrong(
      `${prefix}URL begins with smpp://, which is not encrypted: use smpps://, or say ${prefix}PLAIN=yes where the line is.`,
    );
  const host = hostname.replace(/^\[|\]$/g, '');
  return {
    kind: 'smpp',
    host,
    port: port === '' ? (tls ? 3550 : 2775) : Number(port),
    tls,
    enquireMs: read.ENQUIRE_MS,
    ...common(name, read),
  };
}

function common(name: string, read: Read<typeof shared>) {
  return {
    name,
    user: read.USER,
    password: read.PASSWORD,
    sender: read.SENDER,
    timeoutMs: read.TIMEOUT_MS,
    atOnce: read.AT_ONCE,
  };
}

function readSmtp(env: Env, wrong: (sentence: string) => never): SmtpPlace {
  const read = readAll(smtp, 'SMTP_', env, wrong);
  const { protocol, hostname, port } = new URL(read.URL);
  if ((read.USER === undefined) !== (read.PASSWORD === undefined))
    return wrong('SMTP_USER and SMTP_PASSWORD belong together: one of them is missing.');
  const secure = protocol === 'smtps:';
  return {
    kind: 'smtp',
    name: 'smtp',
    host: hostname.replace(/^\[|\]$/g, ''),
    port: port === '' ? (secure ? 465 : 587) : Number(port),
    secure,
    startTls: !secure && !isLoopback(hostname),
    user: read.USER ?? null,
    password: read.PASSWORD ?? null,
    from: read.FROM,
    timeoutMs: read.TIMEOUT_MS,
  };
}

function readAll<V extends Variables>(
  variables: V,
  prefix: string,
  env: Env,
  wrong: (sentence: string) => never,
): Read<V> {
  const read = Object.entries(variables).map(([name, { schema, says }]) => {
    const text = env[`${prefix}${name}`]?.trim();
    const given = schema.safeParse(text === '' ? undefined : text);
    if (given.success) return [name, given.data];
    return wrong(text ? `${prefix}${name} ${says}.` : `${prefix}${name} is missing: it ${says}.`);
  });
  return Object.fromEntries(read) as Read<V>;
}

function isPlain(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && url.username === '' && url.password === '' && url.search === '' && url.hash === '';
}

/** Encrypted, or on this very machine; of SMPP it is asked elsewhere. */
function isSafe(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && (url.protocol !== 'http:' || isLoopback(url.hostname));
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(host);
}
