-- The name that whoever asked gave to the request, so that asking again starts nothing again, and what was asked.
alter table redrive_job
    add column request_key    text,
    add column request_digest text;

create unique index redrive_job_request on redrive_job (requested_by, request_key) where request_key is not null;

-- From a dead letter back to the attempt that it came back from.
create index redrive_attempt_returned on redrive_attempt (returned_as) where returned_as is not null;

-- The parking lot.
create index dead_letter_parked on dead_letter (id) where state = 'PARKED';
