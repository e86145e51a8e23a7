-- Dead letters of a topic of origin, where the name of the dead-letter topic does not tell it: as a rule there is none.
create index dead_letter_of_other_origin on dead_letter (origin_topic, id) include (dlt_topic)
    where dlt_topic <> origin_topic || '-dlt';
