import { z } from 'zod';

const base64url = z.string().regex(/^[A-Za-z0-9_-]{1,60000}$/);
const common = { id: base64url.max(1400), rawId: base64url.max(1400), type: z.literal('public-key') };

const created = z.object({
  ...common,
  response: z.object({
    clientDataJSON: base64url,
    attestationObject: base64url,
    transports: z
      .array(z.string().regex(/^[a-z-]{1,20}$/))
      .max(10)
      .optional(),
  }),
});

const signed = z.object({
  ...common,
  response: z.object({
    clientDataJSON: base64url,
    authenticatorData: base64url,
    signature: base64url,
    userHandle: base64url.nullish(),
  }),
});

/** What an authenticator made, as the browser writes it in JSON. */
export type Created = z.infer<typeof created>;

/** What an authenticator signed, as the browser writes it in JSON. */
export type Signed = z.infer<typeof signed>;

/** Reads what a browser sent of a new passkey; `null` when it is none. What nobody asked for is left aside. */
export function readCreated(text: string): Created | null {
  return created.safeParse(parse(text)).data ?? null;
}

/** Reads what a browser sent of a signature; `null` when it is none. */
export function readSigned(text: string): Signed | null {
  return signed.safeParse(parse(text)).data ?? null;
}

/** Which challenge was answered, as the browser says; an empty text when it says none. */
export function challengeIn({ response }: Created | Signed): string {
  const said = parse(Buffer.from(response.clientDataJSON, 'base64url').toString('utf8'));
  const { challenge } = (said ?? {}) as { challenge?: unknown };
  return typeof challenge === 'string' ? challenge.slice(0, 200) : '';
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
