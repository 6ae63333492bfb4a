import { assertAsked, readRemoteRow } from './remote-row.ts';
import { RegisterError, WrongRowError } from './remote-register.ts';
import type { RemoteRegister } from './remote-register.ts';
import type { Mapping } from './remote-row.ts';

/** A view of another PostgreSQL, one row for each permit, and which of its columns is which field. */
export type SqlPlace = {
  kind: 'sql';
  url: string;
  /** `view` or `schema.view`, spelled as the database keeps it. */
  view: string;
  columns: Mapping;
  /** Of which type the columns with the three numbers are: the asked ones become it, so that an index is used. */
  numbersAre: 'text' | 'number';
};

/** Runs one statement on the other database. */
export type Query = (text: string, values: unknown[]) => Promise<{ rows: unknown[] }>;

/** The register behind a view. */
export function sqlRegister(place: SqlPlace, query: Query, close: () => Promise<void>): RemoteRegister {
  const text = statement(place);
  return {
    find: async (asked) => {
      const values = [asked.contractorNumber, asked.permitNumber, asked.permitYear];
      const { rows } = await reaching(query(text, values));
      const [row, second] = rows;
      if (row === undefined) return null;
      if (second !== undefined)
        throw new WrongRowError('The register’s view has several rows for one permit');
      const permit = readRemoteRow(row as Record<string, unknown>);
      assertAsked(permit, asked);
      return permit;
    },
    close,
  };
}

function statement({ view, columns, numbersAre }: SqlPlace): string {
  const list = Object.entries(columns).map(([field, column]) => `${quoted(column)} as ${quoted(field)}`);
  const type = numbersAre === 'number' ? 'bigint' : 'text';
  const asked = (['contractorNumber', 'permitNumber', 'permitYear'] as const).map(
    (field, at) => `${quoted(columns[field])} = $${at + 1}::${type}`,
  );
  const from = view.split('.').map(quoted).join('.');
  // Two rows are enough to know that there is not one.
  return `select ${list.join(', ')} from ${from} where ${asked.join(' and ')} limit 2`;
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** An error of the other database is told by its code: its message may quote values, and its name is ours too. */
async function reaching<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
    throw new RegisterError('The register’s database does not answer as it should', code);
  }
}
