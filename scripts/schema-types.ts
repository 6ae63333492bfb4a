// Writes the types of the tables, src/platform/db/schema.ts, from the migrations.
//   node scripts/schema-types.ts          writes
//   node scripts/schema-types.ts --check  ends with 1 when the file is not what would be written
import { sql } from 'kysely';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { openDatabase, type Database } from '../src/platform/db/database.ts';
import { migrate } from '../src/platform/db/migrate.ts';

type Column = {
  table: string;
  column: string;
  type: string;
  not_null: boolean;
  has_default: boolean;
  always: boolean;
  checks: string[];
};

// As src/platform/db/value-types.ts reads them.
const TYPES: Record<string, string> = {
  bool: 'boolean',
  bytea: 'Buffer',
  date: 'string',
  float4: 'number',
  float8: 'number',
  int2: 'number',
  int4: 'number',
  int8: 'number',
  interval: 'string',
  json: 'Json',
  jsonb: 'Json',
  numeric: 'string',
  text: 'string',
  time: 'string',
  timestamp: 'string',
  timestamptz: 'Date',
  uuid: 'string',
  varchar: 'string',
};

const HEAD = `// Made from the migrations by scripts/schema-types.ts; not edited by hand.
import type { ColumnType, Generated, GeneratedAlways } from 'kysely';

/**
 * What may be written to a JSON column: an object as it is; a string is taken as JSON text. An array must be given
 * as JSON text too, since a bare array becomes an array of PostgreSQL.
 */
export type JsonInput = { readonly [key: string]: unknown } | string | number | boolean;

/** A JSON column, whose content only its reader knows: check it when it is read. */
export type Json<Value = unknown> = ColumnType<Value, JsonInput, JsonInput>;
`;

/** The text of schema.ts for the tables of this database. */
export async function schemaTypes(db: Database, file: string): Promise<string> {
  const tables = Map.groupBy(await readColumns(db), (column) => column.table);
  const types = [...tables].map(
    ([table, columns]) => `export type ${typeName(table)} = {\n${columns.map(property).join('\n')}\n};\n`,
  );
  const all = [...tables.keys()].map((table) => `${table}: ${typeName(table)};`);
  const schema = `/** Every table. */\nexport type Schema = {\n${all.join('\n')}\n};\n`;
  const options = (await resolveConfig(file)) ?? {};
  return format([HEAD, ...types, schema].join('\n'), { ...options, parser: 'typescript' });
}

async function readColumns(db: Database): Promise<Column[]> {
  const { rows } = await sql<Column>`
    select c.relname as table, a.attname as column, t.typname as type, a.attnotnull as not_null,
      a.atthasdef or a.attidentity <> '' as has_default,
      a.attidentity = 'a' or a.attgenerated <> '' as always,
      array(
        select pg_get_constraintdef(k.oid) from pg_constraint k
        where k.conrelid = c.oid and k.contype = 'c' and k.conkey = array[a.attnum] order by k.oid
      ) as checks
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid
    join pg_type t on t.oid = a.atttypid
    where n.nspname = 'public' and c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped
      and c.relname <> 'migrations'
    order by c.relname collate "C", a.attnum`.execute(db.query);
  return rows;
}

function property(column: Column): string {
  const plain = column.checks.map(literals).find((union) => union !== undefined) ?? baseType(column);
  const type = column.not_null ? plain : `${plain} | null`;
  if (column.always) return `${column.column}: GeneratedAlways<${type}>;`;
  return `${column.column}: ${column.has_default ? `Generated<${type}>` : type};`;
}

function baseType({ table, column, type }: Column): string {
  const isArray = type.startsWith('_');
  const found = TYPES[isArray ? type.slice(1) : type];
  if (!found) throw new Error(`No type is known for ${table}.${column}, which is ${type}.`);
  return isArray ? `${found}[]` : found;
}

/** 'a' | 'b' from the definition of a check that says: one of these texts, and nothing else. */
function literals(definition: string): string | undefined {
  const one = /^CHECK \(\(\w+ = ('(?:[^']|'')*'::text)\)\)$/.exec(definition)?.[1];
  const many = /^CHECK \(\(\w+ = ANY \(ARRAY\[((?:'(?:[^']|'')*'::text(?:, )?)+)\]\)\)\)$/.exec(
    definition,
  )?.[1];
  const texts = (one ?? many)?.matchAll(/'((?:[^']|'')*)'::text/g);
  return texts
    ?.map(([, text]) => JSON.stringify(text?.replaceAll("''", "'")))
    .toArray()
    .join(' | ');
}

function typeName(table: string): string {
  return table.replace(/(?:^|_)(\w)/g, (_, letter: string) => letter.toUpperCase()) + 'Table';
}

async function main(): Promise<void> {
  const root = join(import.meta.dirname, '..');
  const file = join(root, 'src/platform/db/schema.ts');
  const db = await openDatabase({ dataDir: 'memory://' });
  try {
    await migrate(db, join(root, 'migrations'));
    const text = await schemaTypes(db, file);
    if (!process.argv.includes('--check')) {
      await writeFile(file, text);
    } else if (text !== (await readFile(file, 'utf8').catch(() => ''))) {
      console.error(
        'src/platform/db/schema.ts does not fit the migrations: run node scripts/schema-types.ts',
      );
      process.exitCode = 1;
    }
  } finally {
    await db.close();
  }
}

if (import.meta.main) await main();
