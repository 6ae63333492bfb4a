import { createHmac, randomInt } from 'node:crypto';
import { createChallenge, verifySolution, type Challenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import { z } from 'zod';

/** What the page hands to the browser script, as JSON in `data-challenge`. */
export type ProofOfWorkChallenge = Challenge;

/** The answer to a proof of work; `id` is the same for every answer to one challenge. */
export type ProofOfWorkCheck = { ok: true; id: string } | { ok: false };

// The browser tries counters from 0 upwards until it meets the one chosen here, each try being PBKDF2 of COST rounds.
// So a challenge costs it 60 to 100 tries, 120,000 to 200,000 rounds, whatever its luck: about 0.1 s on a desk
// computer and 0.2 to 0.5 s on a cheap phone. To set and to check one costs the server a single try.
const ALGORITHM = 'PBKDF2/SHA-256';
const COST = 2000;
const FEWEST_TRIES = 60;
const MOST_TRIES = 100;

// An answer is about 600 characters. Longer ones are not even parsed.
const LONGEST_PAYLOAD = 2000;

const hex = z.string().regex(/^[0-9a-f]+$/);
const payloadShape = z.strictObject({
  challenge: z.strictObject({
    parameters: z.strictObject({
      algorithm: z.literal(ALGORITHM),
      cost: z.literal(COST),
      expiresAt: z.int().positive(),
      keyLength: z.int().positive(),
      keyPrefix: hex,
      nonce: hex,
      salt: hex,
    }),
    signature: hex,
  }),
  solution: z.strictObject({ counter: z.int().nonnegative(), derivedKey: hex }),
});

/**
 * Sets a proof of work for one form. The challenge is signed, so the server need not remember it.
 *
 * @param secret any non-empty text only the server knows; it may serve other ends too
 * @param expiresAt from when on answers are refused; cut to whole seconds
 */
export async function newProofOfWork(
  secret: string,
  { expiresAt }: { expiresAt: Date },
): Promise<ProofOfWorkChallenge> {
  return createChallenge({
    algorithm: ALGORITHM,
    cost: COST,
    counter: randomInt(FEWEST_TRIES, MOST_TRIES + 1),
    deriveKey,
    expiresAt,
    hmacSignatureSecret: signingKey(secret),
  });
}

/**
 * Checks the answer the browser wrote into the field `work`.
 *
 * An answer passes as often as it is sent: the caller stores `id` and refuses one it has seen, until it expires.
 * Whatever is wrong with the payload, which is whatever a stranger sent, the answer is `{ ok: false }`.
 *
 * @param payload the value of the field: JSON of the challenge and its solution
 */
export async function checkProofOfWork(secret: string, payload: string): Promise<ProofOfWorkCheck> {
  const parsed = payloadShape.safeParse(parseJson(payload));
  if (!parsed.success) return { ok: false };
  const { challenge, solution } = parsed.data;
  const { verified } = await verifySolution({
    challenge,
    solution,
    deriveKey,
    hmacSignatureSecret: signingKey(secret),
  });
  return verified ? { ok: true, id: challenge.parameters.nonce } : { ok: false };
}

/** A key of its own for this end, so that a signature made here proves nothing elsewhere. */
function signingKey(secret: string): string {
  if (secret === '') throw new RangeError('the secret of the proof of work is empty');
  return createHmac('sha256', secret).update('screen-code/proof-of-work').digest('hex');
}

function parseJson(text: string): unknown {
  if (text.length > LONGEST_PAYLOAD) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
