-- What is asked of the units below. It holds from its period on until a later one says otherwise.
CREATE TABLE request (
    period     TEXT PRIMARY KEY,
    tasks      TEXT NOT NULL, -- JSON: their keys, in order
    indicators TEXT NOT NULL, -- JSON: their keys, in order
    due        TEXT,          -- for this period only; NULL: counted back from the report's due day
    note       TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Every file that came back from a unit below, kept whole in the folder "received" under its hash. The answers
-- that hold are those of the file in force; the others stay to be looked at, or to be put in force again.
CREATE TABLE submission (
    id              INTEGER PRIMARY KEY,
    period          TEXT NOT NULL,
    unit_code       TEXT NOT NULL,
    unit_valid_from TEXT NOT NULL,
    kind            TEXT NOT NULL CHECK (kind IN ('form', 'report')),
    file_name       TEXT NOT NULL,
    hash            TEXT NOT NULL,
    saved           TEXT,          -- when it was last saved, by its own properties
    received_at     TEXT NOT NULL,
    standing        TEXT NOT NULL CHECK (standing IN ('in-force', 'superseded', 'undecided')),
    review          TEXT NOT NULL CHECK (review IN ('waiting', 'accepted', 'returned')),
    reason          TEXT NOT NULL, -- why it was given back
    answers         TEXT NOT NULL, -- JSON: each with the sheet and cell it stood in
    problems        TEXT NOT NULL, -- JSON: what is doubtful
    UNIQUE (period, unit_code, unit_valid_from, hash),
    FOREIGN KEY (unit_code, unit_valid_from) REFERENCES unit (code, valid_from)
) STRICT;

-- Never two answers for one question.
CREATE UNIQUE INDEX submission_in_force ON submission (period, unit_code, unit_valid_from)
    WHERE standing = 'in-force';

-- The forms this unit was handed by the one above.
CREATE TABLE own_form (
    period      TEXT PRIMARY KEY,
    form        TEXT NOT NULL,
    plan        TEXT NOT NULL,
    tasks       TEXT NOT NULL, -- JSON: their keys, in order
    indicators  TEXT NOT NULL, -- JSON: their keys, in order
    file_name   TEXT NOT NULL,
    received_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
