/** Which entries are asked for: days in Amman, both counted in. `command` as the actor: the command line, whoever sat there. */
export type AuditFilter = {
  actor?: string;
  action?: string;
  subject?: string;
  from?: Temporal.PlainDate;
  until?: Temporal.PlainDate;
};
