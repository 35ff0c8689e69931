-- The first schema: documents, where they appeared, what was read in them, what failed.
--
-- Documents, appearances and readings are facts: they are added, never changed or deleted (the triggers at the end). The
-- record's JSON in `readings` is the truth; actors … spans are the same values as rows, to be filtered and joined, and can
-- be made again from it. Rows of a reading are keyed by (reading, id) with the record's own ids ("s3"), so a newer reading
-- of a document stands beside the older one; the newest is the current one.

create table documents (
    number integer primary key,
    id text not null unique,                     -- first 16 hex digits of sha256; what people and exports refer to
    sha256 text not null unique,                 -- of the text in UTF-8: the document's identity
    text text not null,
    title text,                                  -- of the first appearance; searched with the text
    language text,
    characters integer not null,                 -- code points; SQLite's length() stops at a NUL character
    added_at text not null                       -- UTC, ISO 8601
);

create table appearances (                       -- each name, outlet, address or date under which the same text came
    number integer primary key,
    document integer not null references documents (number),
    name text not null,
    title text,
    url text,
    outlet text,
    byline text,
    published text,
    seen_at text not null
);
create unique index appearances_once on appearances (
    document, name, ifnull(title, ''), ifnull(url, ''), ifnull(outlet, ''), ifnull(byline, ''), ifnull(published, '')
);
create index appearances_by_name on appearances (name);
create index appearances_by_url on appearances (url);

create table readings (
    number integer primary key,
    document integer not null references documents (number),
    appearance integer not null references appearances (number),   -- whose title and date it was read with
    onrecord text not null,                      -- version of OnRecord
    model text,                                  -- version of the reader's model; null: none ran
    schema text not null,                        -- of the record, "onrecord/1"
    read_at text not null,
    record text not null                         -- JSON
);
create index readings_of_document on readings (document, number);
create index readings_of_appearance on readings (appearance);

create table actors (
    reading integer not null references readings (number),
    id text not null,
    name text not null,
    kind text not null,
    role text,
    country text,
    sector text,
    member_of text,
    confidence real,
    primary key (reading, id)
) without rowid;

create table statements (
    reading integer not null references readings (number),
    id text not null,
    source text,                                 -- an actor
    kind text not null,
    stance text not null,
    addressee text,                              -- an actor
    time text,
    within text,                                 -- the statement that reports this one
    confidence real,
    primary key (reading, id)
) without rowid;

create table events (
    reading integer not null references readings (number),
    id text not null,
    type text not null,
    mode text,
    contexts text not null,                      -- JSON array
    place text,
    time text,
    status text not null,
    certainty text not null,
    according_to text,                           -- a statement
    confidence real,
    primary key (reading, id)
) without rowid;

create table participants (
    reading integer not null,
    event text not null,
    role text not null check (role in ('actor', 'recipient')),
    position integer not null,
    actor text not null,
    primary key (reading, event, role, position),
    foreign key (reading, event) references events (reading, id)
) without rowid;

create table figures (
    reading integer not null references readings (number),
    id text not null,
    low numeric,
    high numeric,
    approximate integer not null,
    counted text,
    category text not null,
    unit text,
    of text,                                     -- an actor
    event text,
    according_to text,                           -- a statement
    confidence real,
    primary key (reading, id)
) without rowid;

create table times (
    reading integer not null references readings (number),
    id text not null,
    starts text,                                 -- starts <= t < ends
    ends text,
    granularity text,
    kind text not null,
    anchor text,
    timex text,
    primary key (reading, id)
) without rowid;

create table places (
    reading integer not null references readings (number),
    id text not null,
    name text not null,
    country text,
    admin1 text,
    kind text,
    lat real,
    lon real,
    geonames integer,
    precision text,
    confidence real,
    primary key (reading, id)
) without rowid;

create table spans (                             -- the words each value rests on
    reading integer not null references readings (number),
    item text not null,                          -- "s3", "f1", …
    role text not null,                          -- source cue content channel | trigger mention | span
    position integer not null,
    starts integer not null,                     -- code points into documents.text, half-open
    ends integer not null,
    text text not null
);
create unique index spans_of_item on spans (reading, item, role, position);

create table errors (                            -- documents that could not be read
    number integer primary key,
    name text not null,
    code text not null,
    message text not null,
    remedy text not null,
    onrecord text not null,
    occurred_at text not null
);
create index errors_by_name on errors (name, number);

create table resolutions (                       -- errors whose document was read later
    error integer primary key references errors (number),
    document integer not null references documents (number),
    resolved_at text not null
);

create virtual table document_words using fts5 (
    title, text, content = 'documents', content_rowid = 'number', tokenize = 'porter unicode61 remove_diacritics 2'
);
create trigger documents_are_searchable after insert on documents begin
    insert into document_words (rowid, title, text) values (new.number, new.title, new.text);
end;

create view current_readings as
select number, document, appearance, onrecord, model, schema, read_at, record
from readings as reading
where number = (select max(number) from readings where document = reading.document);

create view open_errors as
select number, name, code, message, remedy, onrecord, occurred_at
from errors
where number not in (select error from resolutions);

create view documents_view as
select
    documents.id as document, documents.title, appearances.outlet, appearances.published, appearances.byline,
    appearances.url, appearances.name, documents.language, documents.characters, documents.added_at,
    (select count(*) from appearances as every where every.document = documents.number) as appearances,
    (select count(*) from statements where statements.reading = readings.number) as statements,
    (select count(*) from events where events.reading = readings.number) as events,
    (select count(*) from figures where figures.reading = readings.number) as figures,
    readings.onrecord, readings.model, readings.read_at
from documents
join current_readings as readings on readings.document = documents.number
join appearances on appearances.number = readings.appearance;

create view statements_view as
select
    documents.id as document, appearances.outlet, appearances.published, statements.id as statement,
    actors.name as speaker, actors.role, actors.country, actors.sector, source.text as source_words,
    statements.stance, cue.text as cue, statements.kind,
    (select group_concat(text, ' … ') from (
        select text from spans where reading = statements.reading and item = statements.id and role = 'content' order by position
    )) as content,
    channel.text as channel, times.starts as said_from, times.ends as said_before, addressees.name as addressee,
    statements.within, statements.confidence,
    (select min(starts) from spans where reading = statements.reading and item = statements.id and role = 'content') as starts,
    (select max(ends) from spans where reading = statements.reading and item = statements.id and role = 'content') as ends,
    appearances.title, appearances.url
from statements
join current_readings as readings on readings.number = statements.reading
join documents on documents.number = readings.document
join appearances on appearances.number = readings.appearance
left join actors on actors.reading = statements.reading and actors.id = statements.source
left join actors as addressees on addressees.reading = statements.reading and addressees.id = statements.addressee
left join times on times.reading = statements.reading and times.id = statements.time
left join spans as source
    on source.reading = statements.reading and source.item = statements.id and source.role = 'source' and source.position = 0
left join spans as cue
    on cue.reading = statements.reading and cue.item = statements.id and cue.role = 'cue' and cue.position = 0
left join spans as channel
    on channel.reading = statements.reading and channel.item = statements.id and channel.role = 'channel' and channel.position = 0;

create view events_view as
select
    documents.id as document, appearances.outlet, appearances.published, events.id as event, events.type, events.mode,
    (select group_concat(name, '; ') from (
        select actors.name from participants
        join actors on actors.reading = participants.reading and actors.id = participants.actor
        where participants.reading = events.reading and participants.event = events.id and participants.role = 'actor'
        order by participants.position
    )) as actors,
    (select group_concat(name, '; ') from (
        select actors.name from participants
        join actors on actors.reading = participants.reading and actors.id = participants.actor
        where participants.reading = events.reading and participants.event = events.id and participants.role = 'recipient'
        order by participants.position
    )) as recipients,
    places.name as place, places.country, places.lat, places.lon, times.starts as happened_from, times.ends as happened_before,
    events.status, events.certainty, events.according_to, speakers.name as speaker, triggers.text as words,
    triggers.starts, triggers.ends, events.contexts, events.confidence, appearances.title, appearances.url
from events
join current_readings as readings on readings.number = events.reading
join documents on documents.number = readings.document
join appearances on appearances.number = readings.appearance
left join places on places.reading = events.reading and places.id = events.place
left join times on times.reading = events.reading and times.id = events.time
left join statements on statements.reading = events.reading and statements.id = events.according_to
left join actors as speakers on speakers.reading = events.reading and speakers.id = statements.source
left join spans as triggers
    on triggers.reading = events.reading and triggers.item = events.id and triggers.role = 'trigger' and triggers.position = 0;

create view figures_view as
select
    documents.id as document, appearances.outlet, appearances.published, figures.id as figure, words.text as words,
    figures.low, figures.high, figures.approximate, figures.counted, figures.category, figures.unit,
    counted.name as of, figures.event, figures.according_to, speakers.name as speaker, words.starts, words.ends,
    figures.confidence, appearances.title, appearances.url
from figures
join current_readings as readings on readings.number = figures.reading
join documents on documents.number = readings.document
join appearances on appearances.number = readings.appearance
left join actors as counted on counted.reading = figures.reading and counted.id = figures.of
left join statements on statements.reading = figures.reading and statements.id = figures.according_to
left join actors as speakers on speakers.reading = figures.reading and speakers.id = statements.source
left join spans as words
    on words.reading = figures.reading and words.item = figures.id and words.role = 'span' and words.position = 0;

create trigger documents_stay before update on documents begin select raise(abort, 'documents are never changed'); end;
create trigger documents_remain before delete on documents begin select raise(abort, 'documents are never deleted'); end;
create trigger appearances_stay before update on appearances begin select raise(abort, 'appearances are never changed'); end;
create trigger appearances_remain before delete on appearances begin select raise(abort, 'appearances are never deleted'); end;
create trigger readings_stay before update on readings begin select raise(abort, 'readings are never changed'); end;
create trigger readings_remain before delete on readings begin select raise(abort, 'readings are never deleted'); end;
