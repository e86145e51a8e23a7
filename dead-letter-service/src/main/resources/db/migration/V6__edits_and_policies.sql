-- What somebody made of the value of a dead letter, to be redriven in its place. The dead letter itself never changes.
create table letter_edit (
    id        bigint generated always as identity primary key,
    letter    bigint      not null,
    edited_at timestamptz not null default now(),
    edited_by text        not null,
    reason    text        not null,
    value     bytea       not null
);

create index letter_edit_of_letter on letter_edit (letter, id);

-- The value that is sent in place of the original; null for the original.
alter table redrive_attempt add column edit bigint references letter_edit;

-- What a policy has in mind with a dead letter.
create table policy_plan (
    letter bigint      primary key,
    policy text        not null,
    -- In how many redrives of the policy it was, and not sent.
    tries  integer     not null default 0,
    -- When the policy acts; null once it has done all that it does with this dead letter.
    due    timestamptz
);

-- What is open, in the order in which policies walk over it.
create index dead_letter_open on dead_letter (id) where state = 'OPEN';
