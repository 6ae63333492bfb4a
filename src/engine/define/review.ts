import type { Facts, Refusal, RuleContext } from './register.ts';

/** A term that an approval adds: its number, its first and its last day. */
export type Term = { ordinal: number; from: Temporal.PlainDate; until: Temporal.PlainDate };

/**
 * What the rules can be asked again about, of an application that was submitted: the row of the register is not kept, only what
 * its contractor was shown. `facts` names what of it is needed; `row` makes the row of then from it and, of an application that
 * ended by a rule, from that refusal. It is null where too little is kept.
 */
export type Rehearsal<Row = unknown> = {
  facts: readonly string[];
  row: (shown: Partial<Facts>, refusal: Refusal | null) => Row | null;
};

/** How the office decides the applications of a service. */
export type Review<Answer extends string = string, RowFact extends string = string> = {
  /** The choice that the queue can be filtered by; `null` when there is none. */
  reason: Answer | null;
  /** What a clerk sees of the register's row. It may be all of it: no contractor sees it. */
  row: (row: unknown, context: RuleContext) => Facts<RowFact>;
  /** The term that an approval adds, by the settings given; `null` when it adds none. */
  approval: (row: unknown, context: RuleContext) => Term | null;
  /** How a change of a setting is tried out on applications that were submitted; null when no rule asks for a setting. */
  rehearse: Rehearsal | null;
};

/** Declares the review of a service, with the types of the rows and settings that it reads, as `register` does. */
export function review<Row, Settings, const Answer extends string, RowFact extends string>(definition: {
  reason: Answer | null;
  row: (row: Row, context: RuleContext<Settings>) => Facts<RowFact>;
  approval: (row: Row, context: RuleContext<Settings>) => Term | null;
  rehearse: Rehearsal<NoInfer<Row>> | null;
}): Review<Answer, RowFact> {
  const typed = (context: RuleContext) => context as RuleContext<Settings>;
  return {
    reason: definition.reason,
    row: (row, context) => definition.row(row as Row, typed(context)),
    approval: (row, context) => definition.approval(row as Row, typed(context)),
    rehearse: definition.rehearse,
  };
}
