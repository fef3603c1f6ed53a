-- What proves a task's answers in a period: a document, a file, or both. The files are kept whole in the folder
-- "evidence" under their hash. Ids are never given again, so that one that was removed can be put back.
CREATE TABLE evidence (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    period          TEXT NOT NULL,
    unit_code       TEXT NOT NULL,
    unit_valid_from TEXT NOT NULL,
    task_key        TEXT NOT NULL,
    number          TEXT NOT NULL, -- số, ký hiệu
    date            TEXT,
    summary         TEXT NOT NULL, -- trích yếu
    file_name       TEXT,          -- NULL: only the document is named
    hash            TEXT,
    size            INTEGER,
    added_at        TEXT NOT NULL,
    CHECK ((file_name IS NULL) = (hash IS NULL) AND (file_name IS NULL) = (size IS NULL)),
    UNIQUE (period, unit_code, unit_valid_from, task_key, hash),
    FOREIGN KEY (unit_code, unit_valid_from) REFERENCES unit (code, valid_from)
) STRICT;
