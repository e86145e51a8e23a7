-- Every dead letter once, as it was written.
create table dead_letter (
    id                bigint generated always as identity primary key,

    -- Where it lies. Offsets begin anew in a topic that was deleted and made again; its timestamp tells the two apart.
    dlt_topic         text        not null,
    dlt_partition     integer     not null,
    dlt_offset        bigint      not null,
    dlt_timestamp     timestamptz not null,
    collected_at      timestamptz not null default now(),

    -- The record that failed, if the headers say so.
    origin_topic      text,
    origin_partition  integer,
    origin_offset     bigint,
    origin_timestamp  timestamptz,
    origin_group      text,
    -- The first dead letter of the same record and consumer group; null for the first itself, and for unknown records.
    repeat_of         bigint,

    -- Why it failed. The group's row is written in the same transaction, so there is no foreign key to be checked per row.
    fingerprint       text        not null,
    writer            text        not null,
    service           text,
    failure_class     text,
    exception         text,
    message           text,
    stack_trace       text,
    stage             text,
    rule              text,

    -- What it was.
    key_form          text        not null check (key_form in ('ABSENT', 'PLAIN', 'GZIP', 'PREVIEW')),
    key_size          integer     not null,
    key               bytea,
    value_form        text        not null check (value_form in ('ABSENT', 'PLAIN', 'GZIP', 'PREVIEW')),
    value_size        integer     not null,
    value             bytea,
    headers           jsonb       not null,

    -- What became of it.
    state             text        not null default 'OPEN'
        check (state in ('OPEN', 'REDRIVING', 'REDRIVEN', 'PARKED', 'DISCARDED')),

    constraint dead_letter_stored_once unique (dlt_topic, dlt_partition, dlt_offset, dlt_timestamp)
);

-- Large values are compressed before they come here.
alter table dead_letter alter column value set storage external;

-- One first dead letter per record and consumer group. Two services that fail on one record have a dead letter each.
create unique index dead_letter_first_of_origin
    on dead_letter (origin_topic, origin_partition, origin_offset, origin_timestamp, origin_group)
    nulls not distinct
    where repeat_of is null and origin_topic is not null and origin_partition is not null and origin_offset is not null;

create index dead_letter_repeats on dead_letter (repeat_of) where repeat_of is not null;
create index dead_letter_of_group on dead_letter (fingerprint, id);
create index dead_letter_oldest_open on dead_letter (dlt_timestamp) where state = 'OPEN';

-- Dead letters with one cause. Counts are those of the rows in dead_letter: they change in the same transactions.
create table dead_letter_group (
    fingerprint   text        primary key,
    failure_class text,
    exception     text,
    pattern       text,
    stage         text,
    rule          text,
    frame         text,
    -- The message of the first one, with its particulars.
    example       text,
    total         bigint      not null,
    open          bigint      not null,
    first_seen    timestamptz not null,
    last_seen     timestamptz not null
) with (fillfactor = 70);

create index dead_letter_group_latest on dead_letter_group (last_seen desc);

-- How many dead letters of a group were written in a minute and in an hour.
create table dead_letter_trend (
    fingerprint text        not null,
    minutes     smallint    not null check (minutes in (1, 60)),
    start       timestamptz not null,
    total       bigint      not null,
    primary key (fingerprint, minutes, start)
) with (fillfactor = 70);
