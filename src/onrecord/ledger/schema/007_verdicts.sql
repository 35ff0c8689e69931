-- What reading the stretches of two documents against each other found. Like accounts, drawn from the current readings, document by document
-- as they are added; kept so that the agreement of a happening can be drawn anew without reading them again.

create table verdicts (
    one text not null,                           -- the id of the earlier document
    one_starts integer not null,                 -- where its stretch begins
    other text not null,                         -- the id of the later one
    other_starts integer not null,
    kind text not null check (kind in ('agree', 'bounds', 'disputed-figures', 'disputed-actors', 'denial', 'revised', 'different')),
    probability real not null,
    found text not null,                         -- JSON: onrecord.comparing.pairing.Found
    primary key (one, one_starts, other, other_starts)
) without rowid;
create index verdicts_of_other on verdicts (other);
