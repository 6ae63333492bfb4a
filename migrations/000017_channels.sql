-- Messages by several channels: where each stands, every attempt to send it, and what gateways said later.

alter table messages
  drop constraint messages_kind_check,
  add constraint messages_kind_check check (kind in ('code', 'submitted', 'not-renewable', 'approved', 'refused',
    'returned', 'completed', 'withdrawn', 'restored', 'alarm', 'test')),
  -- An e-mail has an address and a subject, an SMS a phone.
  alter column phone drop not null,
  add column email text,
  add column subject text,
  add constraint messages_addressed check ((phone is null) <> (email is null) and (email is null) = (subject is null)),
  -- `sending`: an attempt is written and not ended. `unknown`: it may have been sent, and nobody can say.
  add column state text not null default 'queued'
    check (state in ('queued', 'sending', 'sent', 'delivered', 'failed', 'unknown')),
  add column state_at timestamptz not null default moment(),
  -- When it is to be tried next, as long as it is queued. At once is no moment: a clock that is set back must not make it wait.
  add column due_at timestamptz not null default '-infinity',
  add column tries integer not null default 0,
  -- Why it waits, or was given up: a code of ours, nothing that a gateway wrote.
  add column why text check (why ~ '^[a-z0-9-]{1,40}$'),
  -- Who of the office had it sent again, as they were called then.
  add column retried_at timestamptz,
  add column retried_by text,
  -- What the withdrawal of a permit told its holder.
  add column permit_event_id bigint references permit_events on delete set null;

update messages set state = 'sent', state_at = sent_at, due_at = created_at where sent_at is not null;
update messages set state = 'failed', state_at = refused_at, due_at = created_at, why = 'refused' where refused_at is not null;
-- Its job was given up as well.
update messages set state = 'failed', due_at = created_at, why = 'gave-up'
  where state = 'queued' and created_at < moment() - interval '2 days';

-- A process of the version before may still be sending while this is applied, and knows nothing of states.
create function message_of_before() returns trigger language plpgsql as $$
begin
  if new.state in ('queued', 'sending') and new.sent_at is not null and old.sent_at is null then
    new.state := 'sent';
    new.state_at := new.sent_at;
  elsif new.state in ('queued', 'sending') and new.refused_at is not null and old.refused_at is null then
    new.state := 'failed';
    new.state_at := new.refused_at;
    new.why := 'refused';
  end if;
  return new;
end $$;
create trigger message_of_before before update of sent_at, refused_at on messages
  for each row execute function message_of_before();

create index messages_due on messages (due_at) where state = 'queued';
create index messages_in_hand on messages (state_at) where state = 'sending';
create index messages_newest on messages (created_at desc, id);
create index messages_of_state on messages (state, created_at desc, id);
create index messages_of_permit_event on messages (permit_event_id) where permit_event_id is not null;

-- An attempt is written before anything goes out, so that who dies in the middle leaves it open.
create table message_attempts (
  id bigint generated always as identity primary key,
  message_id uuid not null references messages on delete cascade,
  gateway text not null,
  begun_at timestamptz not null default moment(),
  ended_at timestamptz,
  outcome text check (outcome in ('accepted', 'refused', 'not-taken', 'unknown')),
  why text check (why ~ '^[a-z0-9-]{1,40}$'),
  -- What the gateway calls it: one name for each part.
  refs text[] not null default '{}',
  check ((ended_at is null) = (outcome is null))
);
create index message_attempts_of on message_attempts (message_id, id);
create unique index message_attempts_open on message_attempts (message_id) where ended_at is null;
create index message_attempts_refs on message_attempts using gin (refs);

-- What a gateway said of a part after it had taken it. It may come twice, before our own row, or of what is not ours.
create table message_receipts (
  gateway text not null,
  reference text not null,
  says text not null check (says in ('delivered', 'failed')),
  why text check (why ~ '^[a-z0-9-]{1,40}$'),
  at timestamptz not null default moment(),
  primary key (gateway, reference)
);

-- The link in the message of a decision: only its hash. It opens the status of this one application, for a while.
create table status_links (
  hash bytea primary key,
  application_id bigint not null references applications,
  created_at timestamptz not null default moment()
);
create index status_links_of on status_links (application_id);

-- A portal that is there already goes on as it was: no hour is quiet, and no alarm has an address.
insert into settings (key, valid_from, value, set_by)
  select each.key, s.since, each.value::jsonb, 'migration 17'
  from (select min(valid_from) as since from settings) s,
    (values ('messages.quiet-hours', '{"from":"00:00","to":"00:00","daysOff":false}'),
      ('messages.alarm-addresses', '[]')) as each (key, value)
  where s.since is not null;
