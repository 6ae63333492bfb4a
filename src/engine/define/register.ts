import type { InForce } from './settings.ts';

/** A fact to show, by what it is, so that each language and medium draws it rightly. */
export type Fact =
  | { kind: 'text'; text: string }
  | { kind: 'number'; text: string }
  | { kind: 'days'; days: number }
  | { kind: 'date'; date: string }
  | { kind: 'money'; fils: number };

/** Facts by name; the service's text has a label for each name. */
export type Facts<Name extends string = string> = Record<Name, Fact>;

/** Why something is not possible: a code that the service's text explains, with the facts it mentions. */
export type Refusal<Code extends string = string> = { code: Code; facts: Facts };

/** What a rule may know beside the row: the day in Amman, and the settings in force on it. */
export type RuleContext<Settings = Record<string, InForce<unknown>>> = {
  today: Temporal.PlainDate;
  settings: Settings;
};

/** What a register's row means to a service. It is remembered in the draft, and frozen in the application. */
export type FoundRow<FactName extends string = string> = {
  /** What the application is about, unique in the service: there is at most one open application for it. */
  subject: string;
  /** The name that comes back. */
  name: string;
  /** What is written on the row's paper, short: `287 / 2026`. It repeats what was typed, so it is not read back. */
  label: string;
  /** What the contractor is shown before anything else is asked. */
  shown: Facts<FactName>;
  /** The phone in the register, E.164, if there is one; shown to nobody outside the office. */
  phone: string | null;
};

/** A register as a service sees it. `source` names the adapter that finds rows; `main/` connects it. */
export type Register<FactName extends string = string, Code extends string = string> = {
  source: string;
  read: (row: unknown, context: RuleContext) => FoundRow<FactName>;
  refuse: (row: unknown, context: RuleContext) => Refusal<Code> | null;
};

/**
 * Declares a register with the type of its rows and of the settings that its rules read. The types hold inside the
 * service's folder; the engine passes rows and settings on without looking into them.
 */
export function register<Row, Settings, FactName extends string, Code extends string>(definition: {
  source: string;
  read: (row: Row, context: RuleContext<Settings>) => FoundRow<FactName>;
  refuse: (row: Row, context: RuleContext<Settings>) => Refusal<Code> | null;
}): Register<FactName, Code> {
  const typed = (context: RuleContext) => context as RuleContext<Settings>;
  return {
    source: definition.source,
    read: (row, context) => definition.read(row as Row, typed(context)),
    refuse: (row, context) => definition.refuse(row as Row, typed(context)),
  };
}

/** A row of the city's register of permits, as the source `permits` gives it. Dates are `YYYY-MM-DD`. */
export type PermitRow = {
  permitNumber: number;
  permitYear: number;
  type: string;
  location: string;
  contractorNumber: number;
  contractorName: string;
  contractorPhone: string | null;
  /** Number of the last term: 1 is the first issue. */
  term: number;
  /** First day of that term, where the register knows it. */
  validFrom: string | null;
  validUntil: string;
  /** Since when the permit is withdrawn, if it is. */
  withdrawnOn: string | null;
  /** Since when the contractor is suspended, if so. */
  suspendedOn: string | null;
};

/** The subject of an application about a permit: a number is unique within its year. */
export function permitSubject(permit: { permitYear: number; permitNumber: number }): string {
  return `permit:${permit.permitYear}/${permit.permitNumber}`;
}

/** A made-up permit for the demo and the tests. Dates are `YYYY-MM-DD`; an event's date is since when it holds. */
export type DemoPermit = {
  contractorNumber: number;
  contractorName: string;
  contractorPhone: string | null;
  suspendedOn: string | null;
  permitNumber: number;
  permitYear: number;
  type: string;
  location: string;
  utilityOwner: string;
  validFrom: string;
  validUntil: string;
  withdrawnOn: string | null;
};
