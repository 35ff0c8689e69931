-- Feeds that are watched: where each of them stands, the articles they told of, and how long each host is to be left alone. Unlike
-- documents these rows are a state: they are changed as the watching goes on.

create table feeds (
    number integer primary key,
    url text not null unique,
    title text,
    added_at text not null,                      -- UTC, ISO 8601
    asked_at text,                               -- the last time
    next_at real not null default 0,             -- when it may be asked again: seconds since 1970
    etag text,                                   -- what the server gave to ask by whether it has changed
    modified text,
    failures integer not null default 0,         -- in a row
    problem text,                                -- of the last time; null: none
    gone integer not null default 0              -- 1: the server said that it is no more, and it is not asked again
);

create table feed_articles (
    url text primary key,
    feed integer not null references feeds (number),
    title text,
    published text,
    mark text not null,                          -- changes when the feed says that the article was changed
    found_at text not null,
    attempts integer not null default 0,
    next_at real,                                -- when it is to be fetched: seconds since 1970; null: done, or given up
    document text,                               -- the id of the document that it became
    problem text
) without rowid;
create index feed_articles_waiting on feed_articles (next_at) where next_at is not null;
create index feed_articles_of_feed on feed_articles (feed);

create table hosts (
    host text primary key,                       -- with its scheme and port
    next_at real not null default 0,
    robots text,                                 -- its robots.txt; "" where it has none
    robots_until real not null default 0         -- when that is to be asked for anew
) without rowid;

create view feeds_view as
select
    feeds.url, feeds.title, feeds.asked_at, feeds.failures, feeds.problem, feeds.gone,
    datetime(feeds.next_at, 'unixepoch') || 'Z' as next_at,
    (select count(*) from feed_articles where feed = feeds.number) as articles,
    (select count(*) from feed_articles where feed = feeds.number and document is not null) as added,
    (select count(*) from feed_articles where feed = feeds.number and next_at is not null) as waiting,
    (select count(*) from feed_articles where feed = feeds.number and problem is not null) as failed
from feeds
order by feeds.failures desc, feeds.url;
