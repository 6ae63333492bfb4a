// Made from the migrations by scripts/schema-types.ts; not edited by hand.
import type { ColumnType, Generated, GeneratedAlways } from 'kysely';

/**
 * What may be written to a JSON column: an object as it is; a string is taken as JSON text. An array must be given
 * as JSON text too, since a bare array becomes an array of PostgreSQL.
 */
export type JsonInput = { readonly [key: string]: unknown } | string | number | boolean;

/** A JSON column, whose content only its reader knows: check it when it is read. */
export type Json<Value = unknown> = ColumnType<Value, JsonInput, JsonInput>;

export type ApplicationEventsTable = {
  id: GeneratedAlways<number>;
  application_id: number;
  kind:
    | 'submitted'
    | 'checked'
    | 'not-renewable'
    | 'approved'
    | 'refused'
    | 'undone'
    | 'returned'
    | 'completed'
    | 'resumed'
    | 'prepared'
    | 'sent-back'
    | 'taken-back'
    | 'lapsed'
    | 'reopened';
  actor: string;
  data: Generated<Json>;
  at: Generated<Date>;
  staff_id: number | null;
  staff_name: string | null;
};

export type ApplicationWordsTable = {
  word: string;
  application_id: number;
};

export type ApplicationsTable = {
  id: GeneratedAlways<number>;
  reference: string;
  intent: string;
  holder: Buffer;
  service: string;
  version: number;
  lang: 'ar' | 'en';
  subject: string;
  found: Json | null;
  answers: Json;
  shown: Json;
  proof: Json;
  phone: string;
  phone_of_register: boolean | null;
  submitted_at: Generated<Date>;
  promised_on: string;
  search: Generated<string>;
  erased_at: Date | null;
};

export type AuditTable = {
  id: number;
  at: Date;
  actor: string;
  action: string;
  subject: string;
  reason: string;
  place: string;
  data: Json;
  previous: Buffer;
  hash: Buffer;
};

export type AuditInboxTable = {
  number: GeneratedAlways<number>;
  at: Generated<Date>;
  actor: string;
  action: string;
  subject: string;
  reason: string;
  place: string;
  data: Json;
};

export type BatchRowsTable = {
  batch_id: number;
  place: number;
  application_id: number;
  revision: Generated<string>;
  forecast: Json | null;
  chosen: Generated<boolean>;
  outcome: Json | null;
  done_at: Date | null;
  undone: Json | null;
};

export type BatchesTable = {
  id: GeneratedAlways<number>;
  staff_id: number;
  staff_name: string;
  action: 'approve' | 'refuse' | 'take' | 'release';
  reason: Generated<string>;
  words: Generated<string>;
  made_at: Generated<Date>;
  confirmed_at: Date | null;
};

export type ClockTable = {
  one: Generated<boolean>;
  shift: Generated<string>;
};

export type CompletionLinksTable = {
  hash: Buffer;
  event_id: number;
};

export type ContractorEventsTable = {
  id: GeneratedAlways<number>;
  contractor_id: number;
  kind: 'suspended' | 'reinstated';
  day: string;
  reason: Generated<string>;
  recorded_at: Generated<Date>;
  import_id: number | null;
  staff_id: number | null;
  staff_name: string | null;
  given: Json | null;
};

export type ContractorWordsTable = {
  word: string;
  contractor_id: number;
};

export type ContractorsTable = {
  id: GeneratedAlways<number>;
  number: number;
  name: string;
  import_id: number | null;
  search: GeneratedAlways<string | null>;
};

export type CounterFilingsTable = {
  application_id: number;
  staff_id: number;
  staff_name: string;
  paper: 'national-id' | 'passport' | 'residence-card' | 'other';
  paper_words: Generated<string>;
  representative: string | null;
  at: Generated<Date>;
};

export type CountersTable = {
  key: string;
  started_at: Date;
  count: number;
};

export type DelegationsTable = {
  id: GeneratedAlways<number>;
  from_id: number;
  to_id: number;
  first_day: string;
  last_day: string;
  reason: string;
  given_at: Generated<Date>;
  ended_at: Date | null;
  ended_by: number | null;
};

export type DemoPhoneTable = {
  id: string;
  arrival: GeneratedAlways<number>;
  phone: string;
  text: string;
  at: Generated<Date>;
};

export type DocumentKeysTable = {
  id: string;
  x: string;
  added_at: Generated<Date>;
  number: GeneratedAlways<number>;
};

export type DocumentsTable = {
  id: string;
  code: string;
  application_id: number;
  service: string;
  subject: string;
  ordinal: number;
  valid_from: string;
  valid_until: string;
  frozen: Json;
  prepared_at: Generated<Date>;
  key_id: string | null;
  signature: Buffer | null;
  hash: Buffer | null;
  issued_at: Date | null;
  answers: Json | null;
  erased_at: Date | null;
};

export type DraftsTable = {
  id: string;
  holder: Buffer;
  service: string;
  version: number;
  lang: 'ar' | 'en';
  typed: Generated<Json>;
  answers: Generated<Json>;
  found: Json | null;
  outcome: Json | null;
  proof: Json | null;
  revision: Generated<number>;
  created_at: Generated<Date>;
  touched_at: Generated<Date>;
  unchecked: Generated<boolean>;
  learnt_at: Date | null;
};

export type FiguresClosedTable = {
  one: Generated<boolean>;
  until: string | null;
};

export type FiguresDaysTable = {
  day: string;
  kind: 'received' | 'approved' | 'refused' | 'returned' | 'not-renewable' | 'undone' | 'lapsed' | 'reopened';
  service: string;
  reason: string | null;
  code: string | null;
  assisted: boolean;
  staff_id: number | null;
  submitted_on: string;
  promised_on: string;
  submitted_minute: number | null;
  decided_minute: number | null;
  pauses: Json | null;
  count: number;
};

export type IncomingSmsTable = {
  gateway: string;
  id: string;
  phone: string;
  text: string | null;
  at: Generated<Date>;
  answered_at: Date | null;
  outcome: string | null;
};

export type InspectionsTable = {
  id: string;
  staff_id: number;
  staff_name: string;
  permit_number: number;
  permit_year: number;
  permit_id: number | null;
  document_id: string | null;
  finding: 'in-order' | 'ended' | 'withdrawn' | 'not-found' | 'altered' | 'outside-conditions';
  words: Generated<string>;
  photo_hash: Buffer | null;
  photo_kind: 'jpeg' | 'png' | null;
  photo_size: number | null;
  noted_at: Date;
  received_at: Generated<Date>;
};

export type LeasesTable = {
  application_id: number;
  staff_id: number;
  staff_name: string;
  until: Date;
};

export type MessageAttemptsTable = {
  id: GeneratedAlways<number>;
  message_id: string;
  gateway: string;
  begun_at: Generated<Date>;
  ended_at: Date | null;
  outcome: 'accepted' | 'refused' | 'not-taken' | 'unknown' | null;
  why: string | null;
  refs: Generated<string[]>;
};

export type MessageReceiptsTable = {
  gateway: string;
  reference: string;
  says: 'delivered' | 'failed';
  why: string | null;
  at: Generated<Date>;
};

export type MessagesTable = {
  id: string;
  kind:
    | 'code'
    | 'submitted'
    | 'not-renewable'
    | 'approved'
    | 'refused'
    | 'returned'
    | 'completed'
    | 'withdrawn'
    | 'restored'
    | 'alarm'
    | 'test'
    | 'completion-warning'
    | 'lapsed'
    | 'objected'
    | 'objection-upheld'
    | 'objection-rejected'
    | 'phone-change'
    | 'phone-changed'
    | 'reminder'
    | 'answer';
  phone: string | null;
  lang: 'ar' | 'en';
  text: string | null;
  code_id: string | null;
  application_id: number | null;
  created_at: Generated<Date>;
  sent_at: Date | null;
  refused_at: Date | null;
  gateway_reference: string | null;
  event_id: number | null;
  email: string | null;
  subject: string | null;
  state: Generated<'queued' | 'sending' | 'sent' | 'delivered' | 'failed' | 'unknown'>;
  state_at: Generated<Date>;
  due_at: Generated<Date>;
  tries: Generated<number>;
  why: string | null;
  retried_at: Date | null;
  retried_by: string | null;
  permit_event_id: number | null;
};

export type NotesTable = {
  id: GeneratedAlways<number>;
  application_id: number;
  staff_id: number;
  staff_name: string;
  words: string;
  bring_forward_on: string | null;
  at: Generated<Date>;
};

export type ObjectionsTable = {
  id: GeneratedAlways<number>;
  application_id: number;
  event_id: number;
  words: string;
  at: Generated<Date>;
  answer_by: string;
  answer: 'upheld' | 'rejected' | null;
  answer_words: string | null;
  staff_id: number | null;
  staff_name: string | null;
  answered_at: Date | null;
};

export type OpenApplicationsTable = {
  service: string;
  subject: string;
  application_id: number;
  promised_on: string;
  waiting: Generated<boolean>;
  reason: string | null;
  returns_on: string | null;
  returned_on: string | null;
  complete_by: string | null;
  prepared_by: number | null;
};

export type PasskeyChallengesTable = {
  challenge: string;
  purpose: 'sign-in' | 'second-step' | 'adding';
  staff_id: number | null;
  session_hash: Buffer | null;
  name: string | null;
  expires_at: Date;
};

export type PasskeysTable = {
  id: GeneratedAlways<number>;
  staff_id: number;
  credential_id: string;
  public_key: Buffer;
  counter: number;
  transports: string[];
  name: string;
  created_at: Generated<Date>;
  last_used_at: Date | null;
};

export type PermitEventsTable = {
  id: GeneratedAlways<number>;
  permit_id: number;
  kind: 'withdrawn' | 'restored';
  day: string;
  reason: Generated<string>;
  recorded_at: Generated<Date>;
  import_id: number | null;
  staff_id: number | null;
  staff_name: string | null;
  given: Json | null;
};

export type PermitTermsTable = {
  permit_id: number;
  ordinal: number;
  valid_from: string;
  valid_until: string;
  application_id: number | null;
  recorded_at: Generated<Date>;
};

export type PermitsTable = {
  id: GeneratedAlways<number>;
  contractor_id: number;
  number: number;
  year: number;
  type: Generated<string>;
  location: Generated<string>;
  utility_owner: Generated<string>;
  issued_on: string | null;
  phone: string | null;
  valid_from: string | null;
  valid_until: string;
  import_id: number | null;
  reminders: Generated<boolean>;
};

export type PhoneChangesTable = {
  id: GeneratedAlways<number>;
  application_id: number;
  old_phone: string | null;
  new_phone: string | null;
  asked_at: Generated<Date>;
  due_at: Date;
  stop_hash: Buffer;
  state: Generated<'waiting' | 'to-confirm' | 'changed' | 'stopped' | 'declined' | 'void'>;
  state_at: Generated<Date>;
  staff_id: number | null;
  staff_name: string | null;
};

export type QueueViewsTable = {
  id: GeneratedAlways<number>;
  staff_id: number;
  name: string;
  part: string;
  reason: Generated<string>;
  opens_first: Generated<boolean>;
};

export type RegisterChangesTable = {
  import_id: number;
  contractor_id: number | null;
  permit_id: number | null;
  before: Json;
};

export type RegisterImportsTable = {
  id: GeneratedAlways<number>;
  file: string;
  sha256: string;
  imported_by: string;
  imported_at: Generated<Date>;
  counts: Json;
  undone_by: string | null;
  undone_at: Date | null;
};

export type RegisterMemoryTable = {
  source: string;
  key: string;
  row: Json;
  learnt_at: Generated<Date>;
};

export type RegisterTasksTable = {
  id: GeneratedAlways<number>;
  kind: 'import' | 'undo';
  state:
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
  attempt: Generated<number>;
  import_id: number | null;
  file: string;
  stored: string | null;
  size: number | null;
  options: Generated<Json>;
  header: Json | null;
  problem: Json | null;
  summary: Json | null;
  samples: Json | null;
  progress: Json | null;
  reason: Generated<string>;
  staff_id: number;
  staff_name: string;
  place: string;
  created_at: Generated<Date>;
  changed_at: Generated<Date>;
  beat_at: Date | null;
};

export type ReminderConsentsTable = {
  id: GeneratedAlways<number>;
  service: string;
  subject: string;
  answers: Json;
  phone: string;
  lang: 'ar' | 'en';
  through: 'receipt';
  application_id: number;
  given_at: Generated<Date>;
  ended_at: Date | null;
  ended_through: 'receipt' | 'link' | 'sms' | null;
};

export type ReminderLinksTable = {
  hash: Buffer;
  message_id: string;
};

export type ReminderStopsTable = {
  phone: string;
  through: 'link' | 'sms';
  at: Generated<Date>;
};

export type RemindersTable = {
  service: string;
  subject: string;
  ends_on: string;
  phone: string;
  rung: number;
  message_id: string;
  answers: Json;
  label: string;
  used_at: Date | null;
};

export type SatisfactionTable = {
  application_id: number;
  moment: 'receipt' | 'decision';
  answer: number;
  comment: Generated<string>;
  given_at: Generated<Date>;
};

export type ScreenCodesTable = {
  id: string;
  draft_id: string;
  hash: Buffer;
  created_at: Generated<Date>;
  expires_at: Date;
  used_at: Date | null;
};

export type SettingChangesTable = {
  id: GeneratedAlways<number>;
  key: string;
  valid_from: string;
  moved_to: string | null;
  before: Json | null;
  after: Json | null;
  changed_by: string;
  staff_id: number | null;
  reason: Generated<string>;
  at: Generated<Date>;
};

export type SettingsTable = {
  key: string;
  valid_from: string;
  value: Json;
  set_by: string;
  set_at: Generated<Date>;
  staff_id: number | null;
  reason: Generated<string>;
};

export type SignOnTriesTable = {
  state_hash: Buffer;
  browser_hash: Buffer;
  lang: 'ar' | 'en';
  next: string;
  expires_at: Date;
};

export type SmsCodesTable = {
  id: string;
  draft_id: string;
  phone: string;
  prefix: string;
  hash: Buffer;
  created_at: Generated<Date>;
  expires_at: Date;
};

export type SpentWorkTable = {
  id: string;
  expires_at: Date;
};

export type StaffTable = {
  id: GeneratedAlways<number>;
  login: string;
  name: string;
  role: 'clerk' | 'supervisor' | 'administrator' | 'inspector' | 'auditor';
  password: string;
  must_change_password: Generated<boolean>;
  one_time_until: Date | null;
  totp_secret: Buffer | null;
  totp_last_step: number | null;
  demo: Generated<boolean>;
  disabled_at: Date | null;
  created_at: Generated<Date>;
};

export type StaffIdentitiesTable = {
  id: GeneratedAlways<number>;
  staff_id: number;
  issuer: string;
  subject: string;
  asked_at: Generated<Date>;
  linked_at: Date | null;
};

export type StaffSessionsTable = {
  token_hash: Buffer;
  staff_id: number;
  proven: boolean;
  address: Buffer | null;
  user_agent: string | null;
  created_at: Generated<Date>;
  seen_at: Generated<Date>;
  expires_at: Date;
  way: Generated<'password' | 'passkey' | 'single-sign-on'>;
};

export type StatusLinksTable = {
  hash: Buffer;
  application_id: number;
  created_at: Generated<Date>;
};

export type StatusViewsTable = {
  holder: Buffer;
  application_id: number;
  expires_at: Date;
};

export type TombstonesTable = {
  id: GeneratedAlways<number>;
  subject: string;
  service: string;
  rule: 'kept-long-enough' | 'asked-for';
  kept_days: number | null;
  erased: Json;
  at: Generated<Date>;
};

export type WithdrawalListTable = {
  one: Generated<boolean>;
  message: Buffer;
  key_id: string;
  issued_at: Date;
  documents: number;
};

/** Every table. */
export type Schema = {
  application_events: ApplicationEventsTable;
  application_words: ApplicationWordsTable;
  applications: ApplicationsTable;
  audit: AuditTable;
  audit_inbox: AuditInboxTable;
  batch_rows: BatchRowsTable;
  batches: BatchesTable;
  clock: ClockTable;
  completion_links: CompletionLinksTable;
  contractor_events: ContractorEventsTable;
  contractor_words: ContractorWordsTable;
  contractors: ContractorsTable;
  counter_filings: CounterFilingsTable;
  counters: CountersTable;
  delegations: DelegationsTable;
  demo_phone: DemoPhoneTable;
  document_keys: DocumentKeysTable;
  documents: DocumentsTable;
  drafts: DraftsTable;
  figures_closed: FiguresClosedTable;
  figures_days: FiguresDaysTable;
  incoming_sms: IncomingSmsTable;
  inspections: InspectionsTable;
  leases: LeasesTable;
  message_attempts: MessageAttemptsTable;
  message_receipts: MessageReceiptsTable;
  messages: MessagesTable;
  notes: NotesTable;
  objections: ObjectionsTable;
  open_applications: OpenApplicationsTable;
  passkey_challenges: PasskeyChallengesTable;
  passkeys: PasskeysTable;
  permit_events: PermitEventsTable;
  permit_terms: PermitTermsTable;
  permits: PermitsTable;
  phone_changes: PhoneChangesTable;
  queue_views: QueueViewsTable;
  register_changes: RegisterChangesTable;
  register_imports: RegisterImportsTable;
  register_memory: RegisterMemoryTable;
  register_tasks: RegisterTasksTable;
  reminder_consents: ReminderConsentsTable;
  reminder_links: ReminderLinksTable;
  reminder_stops: ReminderStopsTable;
  reminders: RemindersTable;
  satisfaction: SatisfactionTable;
  screen_codes: ScreenCodesTable;
  setting_changes: SettingChangesTable;
  settings: SettingsTable;
  sign_on_tries: SignOnTriesTable;
  sms_codes: SmsCodesTable;
  spent_work: SpentWorkTable;
  staff: StaffTable;
  staff_identities: StaffIdentitiesTable;
  staff_sessions: StaffSessionsTable;
  status_links: StatusLinksTable;
  status_views: StatusViewsTable;
  tombstones: TombstonesTable;
  withdrawal_list: WithdrawalListTable;
};
