/**
 * Why a table file could not be read or written. The words that a person sees belong to whoever shows them; the
 * facts beside the code are numbers and short names, never the content of a cell.
 *
 * | code | facts |
 * | --- | --- |
 * | `not-found` (not there, a folder, not allowed) | `reason`: the system's code, such as `ENOENT` |
 * | `empty` (not one byte), `no-header` (no line with anything in it), `no-sheet`, `old-xls`, `not-xlsx` | |
 * | `too-wide` | `found` (column), `limit` |
 * | `too-many-rows` | `limit` |
 * | `long-record` (longer than a mebibyte; often a quote that was never closed) | `line`, `limit` |
 * | `ragged` | `line`, `found`, `expected` (cells) |
 * | `unclosed-quote`, `stray-quote` (text behind a closed quote), `nul` | `line` |
 * | `formula` | `line`, `column` (from 1), and in XLSX `cell`, such as `B7` |
 * | `bad-encoding` (bytes that the encoding cannot hold) | `encoding` |
 * | `encrypted`, `damaged` (a broken archive), `lying-size`, `doctype`, `broken-xml` | `part` where one is at fault |
 * | `too-many-parts`, `too-many-sheets`, `too-much-text` (shared strings) | `limit` |
 * | `bomb` | `part`, `limit` |
 * | `out-of-memory` | `limit` (MiB) |
 */
export type TableErrorCode =
  | 'not-found'
  | 'empty'
  | 'no-header'
  | 'no-sheet'
  | 'old-xls'
  | 'not-xlsx'
  | 'too-wide'
  | 'too-many-rows'
  | 'long-record'
  | 'ragged'
  | 'unclosed-quote'
  | 'stray-quote'
  | 'nul'
  | 'formula'
  | 'bad-encoding'
  | 'encrypted'
  | 'damaged'
  | 'lying-size'
  | 'doctype'
  | 'broken-xml'
  | 'too-many-parts'
  | 'too-many-sheets'
  | 'too-much-text'
  | 'bomb'
  | 'out-of-memory';

export type TableFacts = Record<string, string | number>;

/** A file that is refused. The message is plain English for a log. */
export class TableError extends Error {
  override readonly name = 'TableError';
  readonly code: TableErrorCode;
  readonly facts: TableFacts;

  constructor(code: TableErrorCode, message: string, facts: TableFacts = {}) {
    super(message);
    this.code = code;
    // The name of a part may be as long as whoever made the archive likes.
    this.facts = Object.fromEntries(
      Object.entries(facts).map(([name, fact]) => [
        name,
        typeof fact === 'string' ? fact.slice(0, 100) : fact,
      ]),
    );
  }
}
