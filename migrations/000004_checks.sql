-- The register may be down when an application is taken: what it says of it is learnt later, once, by an event.
alter table drafts
  add column unchecked boolean not null default false,
  add column learnt_at timestamptz;

-- Both are unknown until the register has answered.
alter table applications
  alter column found drop not null,
  alter column phone_of_register drop not null;

alter table application_events
  drop constraint application_events_kind_check,
  add constraint application_events_kind_check check (kind in ('submitted', 'checked', 'not-renewable'));

-- However often the job is done, and by however many at once: the register's word is taken once.
create unique index application_events_checked_once on application_events (application_id)
  where kind in ('checked', 'not-renewable');

alter table messages
  drop constraint messages_kind_check,
  add constraint messages_kind_check check (kind in ('code', 'submitted', 'not-renewable'));
