-- What ends by itself, objections to refusals, another phone, and what is forgotten when its time is over.

-- Deadlines ----------------------------------------------------------------------------------------
-- `lapsed`: what was returned and never completed has ended. `reopened`: an objection was upheld, and it is decided anew.
alter table application_events
  drop constraint application_events_kind_check,
  add constraint application_events_kind_check
    check (kind in ('submitted', 'checked', 'not-renewable', 'approved', 'refused', 'undone', 'returned', 'completed',
      'resumed', 'prepared', 'sent-back', 'taken-back', 'lapsed', 'reopened')),
  drop constraint application_events_staff,
  add constraint application_events_staff check (
    (staff_id is null) = (staff_name is null)
    and case
      when kind in ('submitted', 'checked', 'not-renewable', 'completed', 'lapsed') then staff_id is null
      else staff_id is not null
    end);

-- A return ends once: by its contractor, by the office, or by the calendar.
drop index application_events_return_ended_once;
create unique index application_events_return_ended_once on application_events (((data ->> 'returned')::bigint))
  where kind in ('completed', 'resumed', 'lapsed');

-- What may end soon is found by its day.
create index open_applications_complete_by on open_applications (complete_by, application_id) where complete_by is not null;

-- What was prepared before an application was reopened stands no more.
create or replace function two_pairs_of_eyes() returns trigger language plpgsql as $$
declare
  last_kind text;
  last_staff bigint;
begin
  select kind, staff_id into last_kind, last_staff from application_events
    where application_id = new.application_id
      and kind in ('prepared', 'sent-back', 'taken-back', 'completed', 'reopened')
    order by id desc limit 1;
  if last_kind = 'prepared' and last_staff = new.staff_id then
    raise exception 'who prepares a decision does not confirm it'
      using errcode = '23514', constraint = 'two_pairs_of_eyes', table = 'application_events';
  end if;
  return new;
end $$;

-- An application may be decided twice by now, so its messages are told apart by the event that they tell.
alter table messages
  drop constraint messages_kind_check,
  add constraint messages_kind_check check (kind in ('code', 'submitted', 'not-renewable', 'approved', 'refused',
    'returned', 'completed', 'withdrawn', 'restored', 'alarm', 'test', 'completion-warning', 'lapsed', 'objected',
    'objection-upheld', 'objection-rejected', 'phone-change', 'phone-changed'));
drop index messages_decided_once;
create unique index messages_decided_once on messages (event_id) where kind in ('approved', 'refused');
create unique index messages_warned_once on messages (event_id) where kind = 'completion-warning';

alter table figures_days
  drop constraint figures_days_kind_check,
  add constraint figures_days_kind_check
    check (kind in ('received', 'approved', 'refused', 'returned', 'not-renewable', 'undone', 'lapsed', 'reopened'));

-- Objections ---------------------------------------------------------------------------------------
-- One for each refusal, answered once. Upheld, the application is decided anew; that is an event of it.
create table objections (
  id bigint generated always as identity primary key,
  application_id bigint not null references applications,
  event_id bigint not null unique references application_events,
  words text not null,
  at timestamptz not null default moment(),
  answer_by date not null,
  answer text check (answer in ('upheld', 'rejected')),
  answer_words text,
  staff_id bigint,
  staff_name text,
  answered_at timestamptz,
  check (num_nulls(answer, answer_words, staff_id, staff_name, answered_at) in (0, 5))
);
create index objections_of on objections (application_id);
create index objections_open on objections (answer_by, id) where answer is null;

-- Whatever the program believes: who prepared or took a refusal of an application answers no objection of it.
create function not_by_who_refused() returns trigger language plpgsql as $$
begin
  if exists (select from application_events where application_id = new.application_id and staff_id = new.staff_id
      and kind in ('prepared', 'refused') and id <= new.event_id) then
    raise exception 'who refuses an application does not answer the objection'
      using errcode = '23514', constraint = 'not_by_who_refused', table = 'objections';
  end if;
  return new;
end $$;
create trigger not_by_who_refused before insert or update on objections
  for each row when (new.staff_id is not null) execute function not_by_who_refused();

-- Another phone ------------------------------------------------------------------------------------
-- It waits, and the phone from before can stop it. Phones are forgotten with their application.
create table phone_changes (
  id bigint generated always as identity primary key,
  application_id bigint not null references applications,
  old_phone text,
  new_phone text,
  asked_at timestamptz not null default moment(),
  due_at timestamptz not null,
  -- Of the key in the link that stops it.
  stop_hash bytea not null unique,
  state text not null default 'waiting'
    check (state in ('waiting', 'to-confirm', 'changed', 'stopped', 'declined', 'void')),
  state_at timestamptz not null default moment(),
  -- Who of the office confirmed or declined it.
  staff_id bigint,
  staff_name text,
  check ((staff_id is null) = (staff_name is null))
);
create unique index phone_changes_open on phone_changes (application_id) where state in ('waiting', 'to-confirm');
create index phone_changes_of on phone_changes (application_id, id);
create index phone_changes_due on phone_changes (due_at) where state = 'waiting';
create index phone_changes_to_confirm on phone_changes (id) where state = 'to-confirm';

-- What is forgotten --------------------------------------------------------------------------------
alter table applications add column erased_at timestamptz;
create index applications_to_erase on applications (service, submitted_at, id) where erased_at is null;
-- Of a document whose application is forgotten: the answers by which the register is still asked about it.
alter table documents
  add column answers jsonb,
  add column erased_at timestamptz;
create index documents_to_erase on documents (service, valid_until, id) where erased_at is null;

-- What was erased, when, and by which rule; nothing of what it was.
create table tombstones (
  id bigint generated always as identity primary key,
  subject text not null unique,
  service text not null,
  rule text not null check (rule in ('kept-long-enough', 'asked-for')),
  -- Of the first rule: the days that the service keeps it.
  kept_days integer check ((rule = 'kept-long-enough') = (kept_days is not null)),
  -- How much of each kind: `{"notes": 2, "messages": 3}`.
  erased jsonb not null,
  at timestamptz not null default moment()
);
create index tombstones_by_time on tombstones (at, id);

-- A portal that is there already goes on as it was: nothing ends by itself, nothing is warned of, nobody may object.
insert into settings (key, valid_from, value, set_by)
  select replace(s.key, '.service-level', '.' || each.name), min(s.valid_from), each.value::jsonb, 'migration 18'
  from settings s, (values ('completion-grace', '3660'), ('completion-warning', '0'), ('objection-days', '0'),
    ('phone-change-hours', '24')) as each (name, value)
  where s.key like '%.service-level' group by s.key, each.name, each.value;
