-- Where the city asks for two pairs of eyes, one person prepares a decision and another confirms it, or sends it back.
alter table application_events
  drop constraint application_events_kind_check,
  add constraint application_events_kind_check
    check (kind in ('submitted', 'checked', 'not-renewable', 'approved', 'refused', 'undone', 'returned', 'completed',
      'resumed', 'prepared', 'sent-back', 'taken-back')),
  drop constraint application_events_staff,
  add constraint application_events_staff check (
    (staff_id is null) = (staff_name is null)
    and case
      when kind in ('submitted', 'checked', 'not-renewable', 'completed') then staff_id is null
      else staff_id is not null
    end);

-- Whatever the program believes: who prepared a decision that still stands does not take it. What was prepared before the
-- contractor completed the application stands no more.
create function two_pairs_of_eyes() returns trigger language plpgsql as $$
declare
  last_kind text;
  last_staff bigint;
begin
  select kind, staff_id into last_kind, last_staff from application_events
    where application_id = new.application_id and kind in ('prepared', 'sent-back', 'taken-back', 'completed')
    order by id desc limit 1;
  if last_kind = 'prepared' and last_staff = new.staff_id then
    raise exception 'who prepares a decision does not confirm it'
      using errcode = '23514', constraint = 'two_pairs_of_eyes', table = 'application_events';
  end if;
  return new;
end $$;
create trigger two_pairs_of_eyes before insert on application_events
  for each row when (new.kind in ('approved', 'refused')) execute function two_pairs_of_eyes();

-- What waits to be confirmed is a part of the queue: by whom it was prepared stands with the claim.
alter table open_applications add column prepared_by bigint;
create index open_applications_to_confirm on open_applications (promised_on, application_id) include (returns_on)
  where prepared_by is not null;

-- A portal that is there already goes on as it was: every service gets the new setting, off, since its first day.
insert into settings (key, valid_from, value, set_by)
  select replace(key, '.service-level', '.two-pairs-of-eyes'), min(valid_from), '"off"', 'migration 9'
  from settings where key like '%.service-level' group by key;

-- Decided applications, the newest first, without reading the others.
create index application_events_decided on application_events (kind, at, id) include (application_id)
  where kind in ('approved', 'refused');

-- Whose right to confirm somebody else has, and on which days. A row is never deleted.
create table delegations (
  id bigint generated always as identity primary key,
  from_id bigint not null references staff,
  to_id bigint not null references staff,
  first_day date not null,
  last_day date not null,
  reason text not null check (reason <> ''),
  given_at timestamptz not null default moment(),
  ended_at timestamptz,
  ended_by bigint references staff,
  check (from_id <> to_id),
  check (first_day <= last_day),
  check ((ended_at is null) = (ended_by is null))
);
create index delegations_from on delegations (from_id);
create index delegations_to on delegations (to_id);

-- The views of the queue that somebody keeps: a name and filters, never words of a search.
create table queue_views (
  id bigint generated always as identity primary key,
  staff_id bigint not null references staff on delete cascade,
  name text not null check (name <> ''),
  part text not null,
  reason text not null default '',
  opens_first boolean not null default false,
  unique (staff_id, name)
);
create unique index queue_views_first on queue_views (staff_id) where opens_first;
