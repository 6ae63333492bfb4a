import { fetchJson } from './fetch-json.ts';
import { openToken } from './register-token.ts';
import { RegisterError, WrongRowError } from './remote-register.ts';
import { assertAsked, readRemoteRow } from './remote-row.ts';
import type { JsonAnswer } from './fetch-json.ts';
import type { ClientCredentials, Token } from './register-token.ts';
import type { PermitNumbers, RemoteRegister } from './remote-register.ts';
import type { Mapping } from './remote-row.ts';

/** A register that answers over HTTP in JSON: where, how to ask, and where in its answers the permit stands. */
export type HttpPlace = {
  kind: 'http';
  method: 'GET' | 'POST';
  /** With `{contractorNumber}`, `{permitNumber}`, `{permitYear}` where they belong. */
  url: string;
  /** For POST: the names under which the register wants the numbers; its body is a JSON object of them. */
  body: Record<string, keyof PermitNumbers> | null;
  /** How the numbers stand in the body. */
  numbersAre: 'text' | 'number';
  auth: { kind: 'none' } | { kind: 'key'; header: string; value: string } | ClientCredentials;
  /** Path to the row, `data.permit`; empty: the answer itself is the row. */
  row: string;
  /** Paths within the row. One that ends in `?` may be missing; the others must be there, if only as `null`. */
  fields: Mapping;
  notFound: { status: number[]; absentRow: boolean };
};

/**
 * The register behind an interface of HTTP.
 * @param timeoutMs how long fetching a token may take
 */
export function httpRegister(place: HttpPlace, timeoutMs: number): RemoteRegister {
  const token = place.auth.kind === 'client-credentials' ? openToken(place.auth, timeoutMs) : null;
  return {
    find: async (asked, signal) => {
      const answer = await ask(place, asked, token, signal);
      const row = findRow(place, answer);
      if (row === null) return null;
      const permit = readRemoteRow(valuesOf(place.fields, row));
      // It was not told whose permit is looked for, so that of another contractor is no permit with these numbers.
      if (!tells(place, 'contractorNumber') && permit.contractorNumber !== Number(asked.contractorNumber))
        return null;
      assertAsked(permit, asked);
      return permit;
    },
    close: () => Promise.resolve(),
  };
}

/** Does the request tell the register this number? */
export function tells(place: Pick<HttpPlace, 'url' | 'body'>, number: keyof PermitNumbers): boolean {
  return place.url.includes(`{${number}}`) || Object.values(place.body ?? {}).includes(number);
}

/** Asks; with another token, once, when the one that was kept is refused. */
async function ask(
  place: HttpPlace,
  asked: PermitNumbers,
  token: Token | null,
  signal: AbortSignal,
): Promise<JsonAnswer> {
  if (!token) return fetchJson(urlFor(place, asked), requestFor(place, asked, keyOf(place)), signal);
  const withToken = async (text: string) => {
    const request = requestFor(place, asked, { authorization: `Bearer ${text}` });
    return fetchJson(urlFor(place, asked), request, signal);
  };
  const first = await token.current();
  const answer = await withToken(first);
  if (answer.status !== 401) return answer;
  token.forget(first);
  return withToken(await token.current());
}

function keyOf({ auth }: HttpPlace): Record<string, string> {
  return auth.kind === 'key' ? { [auth.header]: auth.value } : {};
}

function urlFor(place: HttpPlace, asked: PermitNumbers): string {
  return place.url.replace(
    /\{(contractorNumber|permitNumber|permitYear)\}/g,
    (_, name: keyof PermitNumbers) => encodeURIComponent(asked[name]),
  );
}

function requestFor(place: HttpPlace, asked: PermitNumbers, headers: Record<string, string>) {
  if (place.method === 'GET' || place.body === null) return { method: place.method, headers };
  const body = Object.fromEntries(
    Object.entries(place.body).map(([name, number]) => [
      name,
      place.numbersAre === 'number' ? Number(asked[number]) : asked[number],
    ]),
  );
  return {
    method: place.method,
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  };
}

/** The row in an answer; null when it says that there is none. */
function findRow(place: HttpPlace, { status, value }: JsonAnswer): object | null {
  if (place.notFound.status.includes(status)) return null;
  if (status !== 200) throw new RegisterError(`The register answers ${status}`);
  const found = at(value, place.row);
  if (found === undefined && !place.notFound.absentRow)
    throw new RegisterError('The register’s answer has no row where one belongs');
  const row: unknown = Array.isArray(found) && found.length < 2 ? (found[0] ?? null) : found;
  if (row === null || row === undefined) return null;
  if (typeof row !== 'object' || Array.isArray(row))
    throw new WrongRowError('The register answers with several rows, or with what is none');
  return Object.keys(row).length === 0 ? null : row;
}

function valuesOf(fields: Mapping, row: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, path]) => {
      const value = at(row, path.replace(/\?$/, ''));
      // A path that leads nowhere may be one that was renamed: a withdrawal that nobody sees.
      if (value === undefined && !path.endsWith('?'))
        throw new WrongRowError(`The register’s row has no ${path}`);
      return [name, value];
    }),
  );
}

/** What stands at a path; `undefined` where it leads nowhere, `null` where it ends early in one. */
function at(value: unknown, path: string): unknown {
  let here = value;
  for (const name of path === '' ? [] : path.split('.')) {
    if (here === null) return null;
    if (typeof here !== 'object' || !Object.hasOwn(here, name)) return undefined;
    here = (here as Record<string, unknown>)[name];
  }
  return here;
}
