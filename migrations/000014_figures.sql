-- Figures ------------------------------------------------------------------------------------------
-- What happened on days that are over, counted from the events: everything here can be made again from them. Rows that would
-- be alike are one with a count, so what was received takes a few rows a day. Nothing that depends on the calendar is kept:
-- holidays that are entered late change the working time of last month.
create table figures_days (
  day date not null,
  kind text not null check (kind in ('received', 'approved', 'refused', 'returned', 'not-renewable', 'undone')),
  service text not null,
  reason text,
  -- Why it was refused.
  code text,
  -- It was filed at the counter, by somebody of the office.
  assisted boolean not null,
  staff_id bigint,
  submitted_on date not null,
  promised_on date not null,
  -- Minutes of the day in Amman, for decisions only.
  submitted_minute smallint,
  decided_minute smallint,
  -- The times before a decision in which its contractor had it: of each the first day and minute, and the last.
  pauses jsonb,
  count integer not null
);
create index figures_days_by_day on figures_days (day);

-- Up to and with this day everything stands in figures_days; what came later is read from the events.
create table figures_closed (
  one boolean primary key default true check (one),
  until date
);
insert into figures_closed default values;

-- Events lie in the order of their time, so an index of ranges finds a day's, and costs a submit next to nothing.
create index application_events_by_time on application_events using brin (at) with (pages_per_range = 32);
-- The list of a period is read in pieces, in this order.
create index applications_by_time on applications (submitted_at, id);

-- Satisfaction ---------------------------------------------------------------------------------------
-- What people answer when they are asked how it was: once for each application and moment. Nothing says who.
create table satisfaction (
  application_id bigint not null references applications,
  moment text not null check (moment in ('receipt', 'decision')),
  answer smallint not null check (answer between 1 and 5),
  comment text not null default '' check (length(comment) <= 500),
  -- Of the first answer: it may be changed for a day.
  given_at timestamptz not null default moment(),
  primary key (application_id, moment)
);
create index satisfaction_by_time on satisfaction (given_at);
