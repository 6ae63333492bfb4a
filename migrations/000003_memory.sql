-- What a register elsewhere said of a permit, and when. It answers for a while when the register does not.
-- A miss is not remembered: the permit may be entered there a minute later.
create table register_memory (
  source text not null,
  key text not null,
  row jsonb not null,
  learnt_at timestamptz not null default moment(),
  primary key (source, key)
);
create index register_memory_by_age on register_memory (learnt_at);
