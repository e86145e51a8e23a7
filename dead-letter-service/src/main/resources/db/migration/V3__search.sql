-- Dead letters of a topic, the latest first.
create index dead_letter_of_topic on dead_letter (dlt_topic, id);

-- By key: its first bytes, since an entry of an index has a bound and a key has none.
create index dead_letter_by_key on dead_letter (substring(key from 1 for 64), id) where key is not null;

-- Which groups a service has.
create index dead_letter_of_service on dead_letter (service, fingerprint) where service is not null;

