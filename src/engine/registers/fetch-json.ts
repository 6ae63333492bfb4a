import { RegisterError } from './remote-register.ts';

/** An answer in JSON is a few hundred bytes; what is larger is not read to its end. */
const mostBytes = 1_000_000;

/** What a server answered: its status, and its JSON; `undefined` when the answer has no body. */
export type JsonAnswer = { status: number; value: unknown };

/**
 * Asks a server that answers in JSON. Redirects are not followed: they could lead the key to another host.
 * @throws RegisterError when it cannot be reached, and when what it answers is no JSON, or too much. No message quotes
 * what was answered
 */
export async function fetchJson(
  url: string,
  request: { method: 'GET' | 'POST'; headers: Record<string, string>; body?: string },
  signal: AbortSignal,
): Promise<JsonAnswer> {
  const headers = { accept: 'application/json', ...request.headers };
  const response = await reaching(fetch(url, { ...request, headers, redirect: 'manual', signal }), signal);
  const { status } = response;
  const type = response.headers.get('content-type') ?? '';
  const isJson = /^application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i.test(type);
  if (status >= 500 || (status >= 300 && status < 400) || (type !== '' && !isJson)) {
    // Unread, it would keep its connection busy.
    await response.body?.cancel().catch(() => {});
    if (status >= 500) throw new RegisterError(`The register answers ${status}`);
    if (status >= 300 && status < 400) throw new RegisterError(`The register leads elsewhere (${status})`);
    throw new RegisterError(`The register answers ${status}, and not in JSON`);
  }
  const text = await readText(response, signal);
  if (text === '') return { status, value: undefined };
  // What says of itself that it is nothing in particular is not taken for JSON.
  if (!isJson) throw new RegisterError(`The register answers ${status}, and not in JSON`);
  try {
    return { status, value: JSON.parse(text) };
  } catch {
    // The error of the parser quotes what it read.
    throw new RegisterError('The register answers what is no JSON');
  }
}

async function readText(response: Response, signal: AbortSignal): Promise<string> {
  if (response.body === null) return '';
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const reader = response.body.getReader() as ReadableStreamDefaultReader<Uint8Array>;
  let text = '';
  let bytes = 0;
  for (;;) {
    const { done, value } = await reaching(reader.read(), signal);
    if (done) break;
    bytes += value.byteLength;
    if (bytes > mostBytes) {
      await reader.cancel().catch(() => {});
      throw new RegisterError(`The register answers more than ${mostBytes} bytes`);
    }
    text += decode(decoder, value);
  }
  return text + decode(decoder);
}

function decode(decoder: TextDecoder, bytes?: Uint8Array): string {
  try {
    return bytes === undefined ? decoder.decode() : decoder.decode(bytes, { stream: true });
  } catch {
    throw new RegisterError('The register answers what is not UTF-8');
  }
}

/** What the network breaks becomes an error that says what the system calls it, and no more. */
async function reaching<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (signal.aborted) throw new RegisterError('The register took too long');
    throw new RegisterError('The register cannot be reached', codeOf(error));
  }
}

function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if ('code' in error && typeof error.code === 'string') return error.code;
  return codeOf(error.cause);
}
