/** The encodings of a CSV file: what Excel and the programs of the last thirty years write here. */
export type TableEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1256';

export type TableDelimiter = ',' | ';' | '\t';

/** One record that is not wholly empty. */
export type TableRow = {
  /** The physical line of the file, from 1, where the record begins; in XLSX the number of the row. */
  line: number;
  /** As many as the header has; '' is an empty cell. */
  cells: string[];
};

/** A table file that is open. Its header is read; its rows come once, in batches, as they are asked for. */
export type Table = {
  format: 'csv' | 'xlsx';
  /** Found or said; null in XLSX. */
  encoding: TableEncoding | null;
  /** Found or said; null in XLSX. */
  delimiter: TableDelimiter | null;
  /** The first record that is not wholly empty, without the empty cells at its end. */
  header: string[];
  /** Whether the XLSX counts its days from 1904. Its dates are made plain already. */
  date1904: boolean;
  /** Batches of some hundred rows. Rejects with a {@link TableError} where the file is wrong. To be called once. */
  rows(): AsyncIterable<TableRow[]>;
  /** How far it has read, for a bar of progress; compressed bytes in XLSX. */
  bytesRead(): number;
  bytesInAll: number;
  /** Lets the file go; may be called at any time, and again. */
  close(): Promise<void>;
};

const MiB = 1024 * 1024;

/** What a file may ask of us. Real registers stay far below; what lies above is a mistake or an attack. */
export const TABLE_LIMITS = {
  columns: 200,
  rows: 5_000_000,
  /** Of one line or record, in bytes of an 8-bit file or in characters. */
  recordLength: MiB,
  /** Parts of the archive of an XLSX. */
  parts: 2000,
  sheets: 1000,
  /** Bytes that all the parts that are read may inflate to. */
  inflated: 3 * 1024 * MiB,
  /** How many times a part may inflate once it is larger than `unsuspicious`; deflate itself reaches 1032. */
  ratio: 200,
  unsuspicious: 16 * MiB,
  /** Bytes of the shared strings and of what finds them. */
  sharedText: 64 * MiB,
  /** The heap of the thread that reads XLSX, in MiB. */
  heap: 96,
} as const;
