import type { Facts, RuleContext } from './register.ts';
import type { Term } from './review.ts';

/** What tells one document from all others, and whose it is: what is compared with the paper when it is checked. */
export type Paper = { number: string; year: number; holderNumber: string; holder: string };

/** What of a register's row stands on a document. */
export type OnDocument<DocumentFact extends string = string> = { facts: Facts<DocumentFact>; paper: Paper };

/** The document that an approval issues. */
export type Issues<DocumentFact extends string = string> = {
  /** The file of its template (Typst); docs/how-to/add-a-service.md says what a template is given. */
  template: string;
  /** The setting that holds the conditions which stand on it. */
  conditions: string;
  /** What stands on it of the row, and of the term that the approval adds. */
  read: (row: unknown, term: Term, context: RuleContext) => OnDocument<DocumentFact>;
  /** Since when the row that it was issued for is withdrawn, `YYYY-MM-DD`; null when it is not. */
  withdrawnOn: (row: unknown) => string | null;
};

/** Declares a document, with the type of the rows and settings that it reads, as `register` does. */
export function issues<Row, Settings, DocumentFact extends string>(definition: {
  template: string;
  conditions: Extract<keyof Settings, string>;
  read: (row: Row, term: Term, context: RuleContext<Settings>) => OnDocument<DocumentFact>;
  withdrawnOn: (row: Row) => string | null;
}): Issues<DocumentFact> {
  return {
    template: definition.template,
    conditions: definition.conditions,
    read: (row, term, context) => definition.read(row as Row, term, context as RuleContext<Settings>),
    withdrawnOn: (row) => definition.withdrawnOn(row as Row),
  };
}
