import { z } from 'zod';
import { columnNames } from './columns.ts';
import type { Column } from './columns.ts';

/** A city's own headers for our columns, and its own words for statuses. */
export type Mapping = {
  columns: Partial<Record<Column, string>>;
  words: Partial<Record<'contractor_status' | 'status', Record<string, string>>>;
};

const header = z.string().min(1).max(200);
const column = z.enum(columnNames);

const mappingFile = z.strictObject({
  columns: z.partialRecord(column, header).default({}),
  words: z
    .strictObject({
      contractor_status: z.record(z.string(), z.enum(['active', 'suspended'])).optional(),
      status: z.record(z.string(), z.enum(['active', 'expired', 'withdrawn'])).optional(),
    })
    .default({}),
});

/** A mapping file that is none. The message names the place in it. */
export class MappingError extends Error {
  override name = 'MappingError';
}

/**
 * Reads a mapping file: `{"columns": {"permit_number": "PERMIT_NO"}, "words": {"status": {"W": "withdrawn"}}}`. A file of
 * nothing but columns may leave `columns` out and name them at the top.
 * @throws MappingError
 */
export function readMapping(text: string): Mapping {
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch {
    throw new MappingError('The mapping is no JSON.');
  }
  const flat = z.partialRecord(column, header).safeParse(given);
  const read = flat.success ? mappingFile.safeParse({ columns: flat.data }) : mappingFile.safeParse(given);
  if (read.success) return { columns: read.data.columns, words: withoutUndefined(read.data.words) };
  const [issue] = read.error.issues;
  throw new MappingError(`The mapping is wrong at «${issue?.path.join('.') ?? ''}»: ${issue?.message ?? ''}`);
}

function withoutUndefined(words: {
  contractor_status?: Record<string, string> | undefined;
  status?: Record<string, string> | undefined;
}): Mapping['words'] {
  return {
    ...(words.contractor_status && { contractor_status: words.contractor_status }),
    ...(words.status && { status: words.status }),
  };
}
