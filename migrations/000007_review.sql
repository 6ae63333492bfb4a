-- The office decides. A decision is an event; whoever took it is kept as they were named then.
alter table application_events
  drop constraint application_events_kind_check,
  add constraint application_events_kind_check
    check (kind in ('submitted', 'checked', 'not-renewable', 'approved', 'refused', 'undone')),
  add column staff_id bigint,
  add column staff_name text,
  add constraint application_events_staff
    check ((kind in ('approved', 'refused', 'undone')) = (staff_id is not null and staff_name is not null));

-- One decision in each round, however many decide at once; an undone one begins the next round.
create unique index application_events_decided_once on application_events (application_id, ((data ->> 'round')::integer))
  where kind in ('approved', 'refused');

alter table messages
  drop constraint messages_kind_check,
  add constraint messages_kind_check
    check (kind in ('code', 'submitted', 'not-renewable', 'approved', 'refused'));

-- A decision is told once, whatever happens to its job.
create unique index messages_decided_once on messages (application_id) where kind in ('approved', 'refused');

-- The term of an approval that is undone is found by it.
create index permit_terms_of_application on permit_terms (application_id) where application_id is not null;

-- The queue ---------------------------------------------------------------------------------------
-- What is open is the queue: what it is ordered and filtered by stands with the claim, and goes with it.
alter table open_applications
  add column promised_on date,
  add column waiting boolean not null default false,
  add column reason text,
  add column returns_on date;
update open_applications o
  set promised_on = a.promised_on, reason = a.answers ->> 'reason',
    waiting = (select e.kind = 'submitted' and e.data ? 'unchecked' from application_events e
      where e.application_id = a.id order by e.id desc limit 1)
  from applications a where a.id = o.application_id;
alter table open_applications alter column promised_on set not null;
-- With the day, pages and counts are read from an index alone.
create index open_applications_by_promise on open_applications (promised_on, application_id) include (returns_on);
create index open_applications_of_service on open_applications (service, promised_on, application_id) include (returns_on);
create index open_applications_of_state on open_applications (waiting, promised_on, application_id) include (returns_on);
create index open_applications_of_reason on open_applications (reason, promised_on, application_id) include (returns_on);
create index open_applications_set_aside on open_applications (returns_on, application_id) where returns_on is not null;

-- What an application is searched by, folded: the words of its contractor's name, its numbers, its phone's ending.
-- No foreign key: of eight rows for each application it would be most of the cost.
create table application_words (
  word text collate "C" not null,
  application_id bigint not null,
  primary key (word, application_id)
);
-- The same words in one place, to see whether those of a search that are left stand there too.
alter table applications add column search text not null default '';
update applications set search = ' ' || regexp_replace(
  translate(lower(concat_ws(' ', found ->> 'name', replace(found ->> 'label', ' / ', '/'), answers ->> 'contractorNumber',
    answers ->> 'permitNumber', right(phone, 4))), 'أإآٱةىؤئ', 'ااااهيوي'), '\s+', ' ', 'g') || ' ';
insert into application_words
  select distinct word, id from applications, unnest(string_to_array(trim(search), ' ')) as word where word <> '';

-- At work -----------------------------------------------------------------------------------------
-- Who has an application in hand, and until when: it ends by itself.
create table leases (
  application_id bigint primary key references applications,
  staff_id bigint not null,
  staff_name text not null,
  until timestamptz not null
);
create index leases_of_staff on leases (staff_id);

-- Notes of the office, which no contractor ever reads. One with a day sets the application aside until that day.
create table notes (
  id bigint generated always as identity primary key,
  application_id bigint not null references applications,
  staff_id bigint not null,
  staff_name text not null,
  words text not null check (words <> ''),
  bring_forward_on date,
  at timestamptz not null default moment()
);
create index notes_of on notes (application_id, id);
