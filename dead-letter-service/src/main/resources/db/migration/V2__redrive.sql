-- A redrive: dead letters that somebody sends back together.
create table redrive_job (
    id             bigint generated always as identity primary key,
    requested_by   text             not null,
    requested_at   timestamptz      not null default now(),
    selection      text             not null,
    -- Where all of it goes; null: each to the topic that it came from.
    target         text,
    -- Part of the name of the job in Kafka, since other databases have jobs of the same number.
    token          text             not null default left(gen_random_uuid()::text, 8),
    -- The topic under whose partition 0 the job's consumer group has the number of the latest batch that is committed in
    -- Kafka; null if nothing was claimed.
    witness        text,

    observe_millis bigint           not null,
    stop_at        double precision not null,
    lag_limit      bigint           not null,
    rate           integer          not null,
    max_batch      integer          not null,

    state          text             not null
        check (state in ('RUNNING', 'PAUSED', 'STOPPED', 'CANCELLED', 'DONE')),
    reason         text,
    finished_at    timestamptz,

    -- What becomes of the latest batch, whatever the state.
    phase          text             not null default 'READY'
        check (phase in ('READY', 'SENDING', 'OBSERVING', 'DOUBT')),
    batch          integer          not null default 0,
    step           integer          not null default 0,
    -- What it waits for, and since when for nothing but time to pass.
    waits_for      text,
    watched_from   timestamptz,

    lease_owner    text,
    lease_until    timestamptz
);

create index redrive_job_due on redrive_job (id) where state = 'RUNNING' or phase in ('SENDING', 'OBSERVING');

-- A dead letter in a job. This is the outbox: what is sent was committed here before, with its redrive id and batch.
create table redrive_attempt (
    redrive_id     text        primary key default gen_random_uuid()::text,
    job            bigint      not null references redrive_job,
    letter         bigint      not null,
    -- How many times the record will have been redriven, this time included.
    attempt        integer     not null,
    topic          text        not null,
    batch          integer,
    outcome        text        not null default 'WAITING'
        check (outcome in ('WAITING', 'SENDING', 'SENT', 'SUCCEEDED', 'RETURNED', 'REFUSED', 'RELEASED')),
    reason         text,
    sent_at        timestamptz,
    -- Where it was sent to, if that is known: after a crash only that it was sent is.
    sent_partition integer,
    sent_offset    bigint,
    -- The dead letter that it came back as.
    returned_as    bigint
);

create index redrive_attempt_outcome on redrive_attempt (job, outcome, letter);
create index redrive_attempt_batch on redrive_attempt (job, batch) where batch is not null;
create index redrive_attempt_letter on redrive_attempt (letter);

-- The redrive that a dead letter came back from; its last header of that name, whoever wrote it.
alter table dead_letter add column redrive_id text generated always as
    (jsonb_path_query_first(headers, '$[*] ? (@.name == "bellbuoy-redrive-id").text') #>> '{}') stored;

create index dead_letter_redriven on dead_letter (redrive_id) where redrive_id is not null;

-- Who did what, never changed.
create table audit (
    id      bigint generated always as identity primary key,
    at      timestamptz not null default now(),
    actor   text        not null,
    action  text        not null,
    subject text        not null,
    detail  text
);

create index audit_subject on audit (subject, id);

-- When and why a dead letter was discarded. After a time its content is erased; the row stays, since a dead letter is stored
-- once, however often it is read.
alter table dead_letter
    add column discarded_at   timestamptz,
    add column discard_reason text,
    add column erased         boolean not null default false;

create index dead_letter_discarded on dead_letter (discarded_at) where state = 'DISCARDED' and not erased;

-- What people know about a group.
create table group_note (
    id          bigint generated always as identity primary key,
    fingerprint text        not null,
    at          timestamptz not null default now(),
    author      text        not null,
    text        text        not null
);

create index group_note_of_group on group_note (fingerprint, id);
