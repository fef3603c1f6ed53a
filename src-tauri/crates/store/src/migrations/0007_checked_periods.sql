-- A period can be marked as checked before it is sent. A constraint cannot be changed in place, so the table is made
-- anew; nothing refers to it.
CREATE TABLE period_with_checked (
    key    TEXT PRIMARY KEY,
    state  TEXT NOT NULL CHECK (state IN ('checked', 'sent', 'reopened')), -- no row: a draft
    at     TEXT NOT NULL,
    reason TEXT NOT NULL
) STRICT, WITHOUT ROWID;

INSERT INTO period_with_checked (key, state, at, reason) SELECT key, state, at, reason FROM period;

DROP TABLE period;

ALTER TABLE period_with_checked RENAME TO period;
