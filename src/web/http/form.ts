import type { FastifyRequest } from 'fastify';

/** What a form sent: each field once, as text. `strange`: a field came twice, or one that the form does not have. */
export type Form = { sent: Record<string, string>; strange: boolean };

/** Reads a form of which the fields are known. Nothing else is looked at. */
export function readForm(request: FastifyRequest, names: readonly string[]): Form {
  const body = (request.body ?? {}) as Record<string, unknown>;
  const sent: Record<string, string> = {};
  let strange = Object.keys(body).some((name) => !names.includes(name));
  for (const name of names) {
    const value = body[name];
    if (value !== undefined && typeof value !== 'string') strange = true;
    sent[name] = typeof value === 'string' ? storable(value) : '';
  }
  return { sent, strange };
}

/** A text without NUL and half characters, which neither a page nor a database holds. No keyboard writes them. */
export function storable(text: string): string {
  return text.toWellFormed().replaceAll('\0', '');
}

/** Is this an id as we write them into forms and addresses? */
export function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(text);
}
