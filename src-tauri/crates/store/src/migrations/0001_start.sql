-- Units as they stood from a day on: codes are given again to other units, so a unit is (code, valid_from).
CREATE TABLE unit (
    code        TEXT NOT NULL,
    valid_from  TEXT NOT NULL,
    parent_code TEXT,
    kind        TEXT NOT NULL,
    name        TEXT NOT NULL,
    PRIMARY KEY (code, valid_from)
) STRICT, WITHOUT ROWID;

-- Who this installation is, and what its reports say of it.
CREATE TABLE profile (
    id              INTEGER PRIMARY KEY CHECK (id = 1),
    unit_code       TEXT NOT NULL,
    unit_valid_from TEXT NOT NULL,
    parent_agency   TEXT NOT NULL,
    agency          TEXT NOT NULL,
    place           TEXT NOT NULL,
    sign            TEXT NOT NULL,
    addressees      TEXT NOT NULL,
    recipients      TEXT NOT NULL,
    authority       TEXT NOT NULL,
    office          TEXT NOT NULL,
    signer          TEXT NOT NULL,
    cutoff_day      INTEGER NOT NULL CHECK (cutoff_day BETWEEN 1 AND 31),
    due_day         INTEGER NOT NULL CHECK (due_day BETWEEN 1 AND 31),
    days_off        TEXT NOT NULL CHECK (days_off IN ('keep', 'before', 'after')),
    ward_days       INTEGER NOT NULL CHECK (ward_days BETWEEN 0 AND 31),
    FOREIGN KEY (unit_code, unit_valid_from) REFERENCES unit (code, valid_from)
) STRICT;

-- Versions of the plan. The one with the highest version is in force; the older stay readable.
CREATE TABLE plan (
    id             INTEGER PRIMARY KEY,
    version        INTEGER NOT NULL UNIQUE,
    title          TEXT NOT NULL,
    number         TEXT NOT NULL,
    issuer         TEXT NOT NULL,
    place_and_date TEXT NOT NULL,
    year           INTEGER NOT NULL,
    issued_month   INTEGER CHECK (issued_month BETWEEN 1 AND 12),
    claimed_tasks  INTEGER,
    sections       TEXT NOT NULL, -- JSON: the parts of the text that are read, never queried
    source_name    TEXT NOT NULL,
    source_hash    TEXT NOT NULL,
    imported_at    TEXT NOT NULL
) STRICT;

CREATE TABLE task_group (
    plan_id  INTEGER NOT NULL REFERENCES plan (id),
    position INTEGER NOT NULL,
    number   TEXT NOT NULL,
    title    TEXT NOT NULL,
    declared INTEGER,
    PRIMARY KEY (plan_id, position)
) STRICT, WITHOUT ROWID;

-- The rows of the plan as printed. What their words mean is read from them anew each time, so that a better
-- reader serves plans imported long ago; what the user overruled stands in task_overrule.
CREATE TABLE task (
    plan_id       INTEGER NOT NULL REFERENCES plan (id),
    position      INTEGER NOT NULL,
    key           TEXT NOT NULL, -- the same through all versions of the plan
    number        TEXT NOT NULL,
    group_number  TEXT NOT NULL,
    title         TEXT NOT NULL,
    lead          TEXT NOT NULL,
    support       TEXT NOT NULL,
    deadline_text TEXT NOT NULL,
    deliverable   TEXT NOT NULL,
    extra         TEXT NOT NULL, -- JSON: [[heading, cell], …]
    PRIMARY KEY (plan_id, position),
    UNIQUE (plan_id, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE indicator (
    plan_id     INTEGER NOT NULL REFERENCES plan (id),
    position    INTEGER NOT NULL,
    key         TEXT NOT NULL,
    text        TEXT NOT NULL,
    name        TEXT NOT NULL,
    target      INTEGER NOT NULL,
    direction   TEXT NOT NULL CHECK (direction IN ('at-least', 'at-most')),
    unit        TEXT NOT NULL,
    numerator   TEXT NOT NULL,
    denominator TEXT NOT NULL,
    counted_by  TEXT NOT NULL CHECK (counted_by IN ('city', 'district', 'ward')),
    PRIMARY KEY (plan_id, position),
    UNIQUE (plan_id, key)
) STRICT, WITHOUT ROWID;

-- The user's word on this unit's part in a task; it survives a new version of the plan.
CREATE TABLE task_overrule (
    task_key TEXT PRIMARY KEY,
    role     TEXT NOT NULL CHECK (role IN ('lead', 'support', 'none'))
) STRICT, WITHOUT ROWID;

CREATE TABLE person (
    id       INTEGER PRIMARY KEY,
    name     TEXT NOT NULL CHECK (name <> ''),
    position TEXT NOT NULL,
    leader   INTEGER NOT NULL CHECK (leader IN (0, 1)),
    active   INTEGER NOT NULL CHECK (active IN (0, 1))
) STRICT;

CREATE TABLE assignment (
    task_key  TEXT PRIMARY KEY,
    person_id INTEGER NOT NULL REFERENCES person (id)
) STRICT, WITHOUT ROWID;

-- Only periods that were sent once have a row; all others are drafts.
CREATE TABLE period (
    key    TEXT PRIMARY KEY,
    state  TEXT NOT NULL CHECK (state IN ('sent', 'reopened')),
    at     TEXT NOT NULL,
    reason TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE task_progress (
    period          TEXT NOT NULL,
    unit_code       TEXT NOT NULL,
    unit_valid_from TEXT NOT NULL,
    task_key        TEXT NOT NULL,
    status          TEXT CHECK (status IN ('not-started', 'in-progress', 'done', 'ongoing')),
    percent         INTEGER CHECK (percent BETWEEN 0 AND 100),
    who             TEXT NOT NULL,
    result          TEXT NOT NULL,
    document        TEXT NOT NULL,
    document_date   TEXT,
    leader          TEXT NOT NULL,
    difficulties    TEXT NOT NULL,
    proposals       TEXT NOT NULL,
    reason          TEXT NOT NULL,
    saved_at        TEXT NOT NULL,
    PRIMARY KEY (period, unit_code, unit_valid_from, task_key),
    FOREIGN KEY (unit_code, unit_valid_from) REFERENCES unit (code, valid_from)
) STRICT, WITHOUT ROWID;

-- A count is blank (NULL), a number, or "không phát sinh" (-1): three things that are never one another.
CREATE TABLE indicator_value (
    period          TEXT NOT NULL,
    unit_code       TEXT NOT NULL,
    unit_valid_from TEXT NOT NULL,
    indicator_key   TEXT NOT NULL,
    numerator       INTEGER CHECK (numerator >= -1),
    denominator     INTEGER CHECK (denominator >= -1),
    note            TEXT NOT NULL,
    saved_at        TEXT NOT NULL,
    PRIMARY KEY (period, unit_code, unit_valid_from, indicator_key),
    FOREIGN KEY (unit_code, unit_valid_from) REFERENCES unit (code, valid_from)
) STRICT, WITHOUT ROWID;

-- Every report written, kept as sent in the folder "exports" under its hash.
CREATE TABLE export (
    id          INTEGER PRIMARY KEY,
    period      TEXT NOT NULL,
    final       INTEGER NOT NULL CHECK (final IN (0, 1)),
    path        TEXT NOT NULL,
    hash        TEXT NOT NULL,
    accepted    TEXT NOT NULL, -- why it went out with gaps
    at          TEXT NOT NULL
) STRICT;

-- What was changed, written in the same transaction as the change.
CREATE TABLE change_log (
    id      INTEGER PRIMARY KEY,
    at      TEXT NOT NULL,
    who     TEXT NOT NULL,
    subject TEXT NOT NULL, -- which table's row: 'task_progress'
    key     TEXT NOT NULL, -- which row of it
    before  TEXT,          -- JSON; NULL when there was none
    after   TEXT           -- JSON; NULL when it was removed
) STRICT;

CREATE INDEX change_log_by_key ON change_log (subject, key);

CREATE TRIGGER change_log_is_append_only_update BEFORE UPDATE ON change_log
BEGIN SELECT RAISE(ABORT, 'change_log is append-only'); END;

CREATE TRIGGER change_log_is_append_only_delete BEFORE DELETE ON change_log
BEGIN SELECT RAISE(ABORT, 'change_log is append-only'); END;
