import type { TableDelimiter, TableEncoding } from '../../../platform/tables/table.ts';
import type { Column } from '../import/columns.ts';
import type { FileProblem } from '../import/file-words.ts';
import type { ImportSummary, Progress } from '../import/import-register.ts';
import type { Remark } from '../import/remarks.ts';
import type { ReportedLine } from '../import/staged.store.ts';
import type { BuiltOn } from '../import/undo.store.ts';

/**
 * Where a piece of work on the register stands. `to-…`: a job waits to begin it. Nothing of a file is in the register before
 * `done`; after `undone` nothing is any more.
 */
export type TaskState =
  | 'to-check'
  | 'checking'
  | 'checked'
  | 'unreadable'
  | 'to-import'
  | 'importing'
  | 'done'
  | 'discarded'
  | 'to-undo'
  | 'undoing'
  | 'undone'
  | 'not-undone'
  | 'failed';

/** The states in which somebody is at work. */
export type AtWork = 'checking' | 'importing' | 'undoing';

/** How a file is to be read where looking at it is not enough. A column that is empty is not to be used. */
export type TaskOptions = {
  columns?: Partial<Record<Column, string>>;
  encoding?: TableEncoding;
  delimiter?: TableDelimiter;
};

/** Why a task ended without its work. `during`: what failed by surprise. */
export type TaskProblem =
  | { kind: 'file'; problem: FileProblem }
  | { kind: 'built-on'; by: BuiltOn[] }
  | { kind: 'gone' }
  | { kind: 'failed'; during: AtWork };

/** One line of a file, as a page tells of it. */
export type Sample = Pick<ReportedLine, 'line' | 'duplicateOf' | 'changes'> & { remarks: Remark[] };

/** The first lines of each kind about which there is something to say. */
export type Samples = Record<'refused' | 'warned' | 'healed' | 'changed' | 'duplicate', Sample[]>;

/** A piece of work on the register that somebody of the office began. */
export type RegisterTask = {
  id: number;
  kind: 'import' | 'undo';
  state: TaskState;
  attempt: number;
  /** The import that it made, or takes back. */
  importId: number | null;
  /** What the file was called. */
  file: string;
  /** Its name in the folder; null once it is gone, with its report. */
  stored: string | null;
  size: number | null;
  options: TaskOptions;
  /** The first line of the file, and how it was read. */
  header: { cells: string[]; encoding: TableEncoding | null; delimiter: TableDelimiter | null } | null;
  problem: TaskProblem | null;
  summary: ImportSummary | null;
  /** Null while the report is not written, and once the file is gone. */
  samples: Samples | null;
  progress: Progress | null;
  reason: string;
  by: { id: number; name: string };
  place: string;
  createdAt: Date;
  changedAt: Date;
  /** Is somebody at work on it? */
  alive: boolean;
};

/** Was it begun, and nobody is at work on it any more? Then its transaction is gone with them, and it may be begun anew. */
export function isInterrupted({ state, alive }: Pick<RegisterTask, 'state' | 'alive'>): boolean {
  return !alive && (state === 'checking' || state === 'importing' || state === 'undoing');
}

/** Does anything still happen to it without anybody doing something? */
export function isMoving(task: RegisterTask): boolean {
  if (task.state === 'done') return task.samples === null && task.alive;
  return task.state.startsWith('to-') || (task.state.endsWith('ing') && !isInterrupted(task));
}

/** Where the work begins anew, after an interruption or a failure; null: there is nothing to begin anew. */
export function beginsAnew(task: RegisterTask): 'to-check' | 'to-import' | 'to-undo' | null {
  const during =
    task.problem?.kind === 'failed' && task.state === 'failed'
      ? task.problem.during
      : isInterrupted(task)
        ? task.state
        : null;
  if (during === 'checking') return 'to-check';
  if (during === 'importing') return 'to-import';
  return during === 'undoing' ? 'to-undo' : null;
}
