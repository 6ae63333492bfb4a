import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';

/** What OWASP asks of argon2id at the least: 19 MiB, two passes, one lane. */
const cost = { memory: 19_456, passes: 2, parallelism: 1 };

/** How many passwords are hashed at once, and how many may wait: each takes memory and a thread of four. */
const atOnce = 2;
const mostWaiting = 64;

/** Too many passwords are waiting to be looked at. It passes. */
export class TooManyPasswordsError extends Error {
  override name = 'TooManyPasswordsError';
}

/**
 * The hash of a password, as a PHC string with its parameters and salt.
 * @throws TooManyPasswordsError
 */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const { memory, passes, parallelism } = cost;
  const hash = await argon2id(password, salt, cost);
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${base64(salt)}$${base64(hash)}`;
}

/**
 * Is this the password of the hash? A text that is no hash of ours fits none. It takes the time of one hash.
 * @throws TooManyPasswordsError
 */
export async function isPassword(password: string, stored: string): Promise<boolean> {
  const read = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]{43})$/.exec(
    stored,
  );
  const [, memory, passes, parallelism, salt = '', hash = ''] = read ?? [];
  const used = read
    ? { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) }
    : cost;
  const found = await argon2id(password, Buffer.from(salt || 'AAAAAAAAAAAAAAAAAAAAAA', 'base64'), used);
  return read !== null && timingSafeEqual(found, Buffer.from(hash, 'base64'));
}

function base64(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}

function argon2id(password: string, nonce: Buffer, given: typeof cost): Promise<Buffer> {
  // Keyboards write one letter in several ways; what looks the same is the same.
  const message = password.normalize('NFKC');
  return inTurn(
    () =>
      new Promise((resolve, reject) => {
        argon2('argon2id', { message, nonce, tagLength: 32, ...given }, (error, hash) => {
          if (error) reject(error);
          else resolve(hash);
        });
      }),
  );
}

let running = 0;
const waiting: (() => void)[] = [];

/** Does a work when it is its turn: who ends hands the turn to who waits longest. */
async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running < atOnce) running += 1;
  else {
    if (waiting.length >= mostWaiting) throw new TooManyPasswordsError('Too many passwords at once');
    await new Promise<void>((resolve) => waiting.push(resolve));
  }
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}
