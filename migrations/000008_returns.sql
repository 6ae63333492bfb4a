-- The office returns an application for completion. It stays open, and is off the queue until its contractor completes it
-- or a clerk takes the return back.
alter table application_events
  drop constraint application_events_kind_check,
  add constraint application_events_kind_check
    check (kind in ('submitted', 'checked', 'not-renewable', 'approved', 'refused', 'undone', 'returned', 'completed', 'resumed')),
  drop constraint application_events_staff,
  add constraint application_events_staff check (
    (kind in ('approved', 'refused', 'undone', 'returned', 'resumed')) = (staff_id is not null and staff_name is not null));

-- A return is a decision of its round too: of many at once exactly one decides. What follows it is another round.
drop index application_events_decided_once;
create unique index application_events_decided_once on application_events (application_id, ((data ->> 'round')::integer))
  where kind in ('approved', 'refused', 'returned');

-- A return ends once, whoever presses, and however often.
create unique index application_events_return_ended_once on application_events (((data ->> 'returned')::bigint))
  where kind in ('completed', 'resumed');

-- There may be many returns, so their messages are told apart by the event that they tell.
alter table messages
  drop constraint messages_kind_check,
  add constraint messages_kind_check
    check (kind in ('code', 'submitted', 'not-renewable', 'approved', 'refused', 'returned', 'completed')),
  add column event_id bigint references application_events;
create unique index messages_returned_once on messages (event_id) where kind = 'returned';

-- The link of a return's message: only its hash. It opens the fields of this one return.
create table completion_links (
  hash bytea primary key,
  event_id bigint not null unique references application_events
);

-- Since when an open application is with its contractor, and until when it is to be completed.
alter table open_applications
  add column returned_on date,
  add column complete_by date,
  add constraint open_applications_returned check ((returned_on is null) = (complete_by is null));
create index open_applications_returned on open_applications (returned_on, application_id) where returned_on is not null;

-- Pages and counts are read from an index alone, so each has this day as well.
drop index open_applications_in_order, open_applications_by_promise, open_applications_of_service,
  open_applications_of_state, open_applications_of_reason;
create index open_applications_in_order on open_applications (service, application_id) include (returned_on);
create index open_applications_by_promise on open_applications (promised_on, application_id) include (returns_on, returned_on);
create index open_applications_of_service on open_applications (service, promised_on, application_id)
  include (returns_on, returned_on);
create index open_applications_of_state on open_applications (waiting, promised_on, application_id)
  include (returns_on, returned_on);
create index open_applications_of_reason on open_applications (reason, promised_on, application_id)
  include (returns_on, returned_on);
