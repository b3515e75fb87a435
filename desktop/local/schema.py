"""The store's tables, as numbered migrations: `MIGRATIONS[n]` leads from version n to n + 1.

A released one is never edited.
"""

FIRST = """
create table document (
    name text primary key,
    body blob not null
) strict, without rowid;

-- One row for each thing that stands in a section's list. Lists are windows over this table. `body` is the
-- marketplace's copy (JSON) of an invitation, a proposal or a room; null where the thing is only here so far.
-- The columns show that copy with our own waiting commands applied.
create table entry (
    position   integer primary key,
    kind       text not null,
    id         text not null,
    section    text not null,
    at         integer not null,
    unread     integer not null,
    pending    integer not null,
    title      text not null,
    client     text,
    country    text,
    rating     text,
    spent      integer,
    verified   integer,
    pricing    text,
    low        integer,
    high       integer,
    duration   text,
    state      text,
    questions  integer,
    wants      text,
    closes_at  integer,
    earlier    integer,
    preview    text,
    version    integer not null,
    body       blob
) strict;
create unique index entry_id on entry (kind, id);
create index entry_list on entry (section, at desc, position desc);

-- Counting 100,000 rows at each start would cost what nobody sees.
create table section_count (
    section text primary key,
    total   integer not null,
    unread  integer not null
) strict, without rowid;
create trigger entry_inserted after insert on entry begin
    insert into section_count values (new.section, 1, new.unread > 0)
    on conflict (section) do update set total = total + 1, unread = unread + excluded.unread;
end;
create trigger entry_deleted after delete on entry begin
    update section_count set total = total - 1, unread = unread - (old.unread > 0) where section = old.section;
end;
create trigger entry_moved after update of section, unread on entry
when old.section is not new.section or (old.unread > 0) is not (new.unread > 0) begin
    update section_count set total = total - 1, unread = unread - (old.unread > 0) where section = old.section;
    insert into section_count values (new.section, 1, new.unread > 0)
    on conflict (section) do update set total = total + 1, unread = unread + excluded.unread;
end;

create table message (
    id       text primary key,
    room     text not null,
    position integer not null,
    body     blob not null
) strict, without rowid;
create index message_room on message (room, position);

create table notification (
    id      text primary key,
    at      integer not null,
    is_read integer not null,
    body    blob not null
) strict, without rowid;
create index notification_at on notification (at desc);

-- A draft is its newest revision; older ones stay.
create table draft (
    id         text primary key,
    invitation text not null,
    direct     integer not null,
    state      text not null check (state in ('open', 'sending', 'needs_you', 'discarded')),
    revision   integer not null,
    refusal    blob
) strict, without rowid;
create unique index draft_of on draft (invitation, direct);
create table draft_revision (
    draft    text not null references draft (id) on delete cascade,
    revision integer not null,
    saved_at integer not null,
    fields   blob not null,
    primary key (draft, revision)
) strict, without rowid;

create table blob (
    id   text primary key,
    size integer not null
) strict, without rowid;

-- What waits to be delivered: `body` is the frozen request, `lane` what has to stay in order, `about` the thing
-- whose look it changes. `answered` rows have a receipt and stay until the mirror has caught up with it.
create table outbox (
    position   integer primary key autoincrement,
    id         text not null unique,
    verb       text not null,
    body       blob not null,
    lane       text not null,
    about_kind text not null,
    about_id   text not null,
    title      text not null,
    draft      text,
    state      text not null check (state in ('waiting', 'sent', 'answered', 'refused')),
    created_at integer not null,
    not_before integer not null,
    seq        integer,
    refusal    blob
) strict;
create index outbox_about on outbox (about_kind, about_id);

create table receipt (
    command text primary key,
    seq     integer not null,
    at      integer not null,
    sha256  text not null
) strict, without rowid;
"""

SECOND = """
-- A command that came back with an older state of this store may have been delivered, or taken back, since:
-- it is asked about before it is sent.
alter table outbox add column ask_first integer not null default 0;

-- `origin` names the other device that a text came from. `rival` is the newest text of a draft that lost against
-- another one and was not looked at yet.
alter table draft_revision add column origin text;
alter table draft add column rival integer;

alter table receipt add column verb text not null default '';
alter table receipt add column title text not null default '';
alter table receipt add column draft text;
alter table receipt add column proposal text;

-- What can be searched for, by words: `rowid` is an entry's position, or the negative number of something said. The
-- texts themselves stay where they are. `unfound` holds what is not in the index yet, or not as it is now: taking it in
-- is left for later, so that nobody who writes waits for it.
create virtual table search using fts5 (
    title, client, body, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2'
);
create table said (
    number  integer primary key,
    message text not null unique
) strict;
create table unfound (
    place integer primary key
) strict;
insert into said (message) select id from message;
insert into unfound select position from entry union all select -number from said;
create trigger entry_came after insert on entry begin
    insert into unfound values (new.position) on conflict do nothing;
end;
create trigger entry_changed after update of title, client, version, body on entry begin
    insert into unfound values (new.position) on conflict do nothing;
end;
create trigger entry_went after delete on entry begin
    delete from search where rowid = old.position;
    delete from unfound where place = old.position;
end;
create trigger message_came after insert on message begin
    insert into said (message) values (new.id) on conflict do nothing;
    insert into unfound select -number from said where message = new.id on conflict do nothing;
end;
create trigger message_changed after update of body on message begin
    insert into unfound select -number from said where message = new.id on conflict do nothing;
end;
create trigger message_went after delete on message begin
    delete from search where rowid = (select -number from said where message = old.id);
    delete from unfound where place = (select -number from said where message = old.id);
    delete from said where message = old.id;
end;

-- What all these statements were when they were carried out: a garbled trigger would only be met when it is used.
create table seal (
    digest integer not null
) strict;

-- The clients whom the user has blocked, as the marketplace tells, and job posts that one writes to uninvited.
create table block (
    client text primary key,
    body   blob not null
) strict, without rowid;
create table post (
    id   text primary key,
    body blob not null
) strict, without rowid;
-- Where an attached file came from and how it looked then, to tell when it has changed since. Never sent anywhere.
create table attachment_source (
    blob     text primary key,
    path     text not null,
    size     integer not null,
    modified integer not null
) strict, without rowid;

-- The recorded answer (JSON) to the question at `place` of an interview, null where it was deleted; `takes` counts
-- what was recorded. The recordings are files.
create table interview_answer (
    draft    text not null references draft (id) on delete cascade,
    place    integer not null,
    question text not null,
    takes    integer not null,
    answer   text,
    primary key (draft, place)
) strict, without rowid;

-- What the marketplace has of a draft, where it keeps copies: at its `version`, the text of that `digest`, null for
-- none any more. `revision` and `rival` are ours that it was told of.
create table draft_kept (
    draft    text primary key references draft (id) on delete cascade,
    version  integer not null,
    digest   text,
    revision integer not null,
    rival    integer
) strict, without rowid;
"""

ONLY_HERE = ("draft", "draft_revision", "interview_answer", "blob", "outbox", "receipt", "document", "post")
"""Tables of what the marketplace does not have. Everything else comes from there again."""

INDEXED = ("draft", "outbox")
"""Those of them that are found through an index. They are small."""

MIGRATIONS = (FIRST, SECOND)
VERSION = len(MIGRATIONS)
APPLICATION_ID = 0x42656C6C  # "Bell"
