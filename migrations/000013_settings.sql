-- Who set a value, and why: of the office, by the number of their row and as they were called then.
alter table settings
  add column staff_id bigint,
  add column reason text not null default '';

-- Every change of a setting, as it was asked for. A value that is set again for the same day is replaced in `settings`, and a
-- period that has not begun can be moved or taken away: what stood there before is here, and in the audit.
create table setting_changes (
  id bigint generated always as identity primary key,
  key text not null,
  -- The day whose period was set, moved or taken away.
  valid_from date not null,
  -- Where it was moved to.
  moved_to date,
  -- What held on the day before the change, and after it; without a value after, the period was taken away.
  before jsonb,
  after jsonb,
  changed_by text not null,
  staff_id bigint,
  reason text not null default '',
  at timestamptz not null default moment()
);
create index setting_changes_of on setting_changes (key, id desc);
