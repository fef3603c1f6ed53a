-- What the user said of a file's layout, by the file's shape: it holds for the next file of that shape.
CREATE TABLE layout_choice (
    kind    TEXT NOT NULL CHECK (kind IN ('plan', 'template')),
    shape   TEXT NOT NULL, -- a hash of the headings and where they stand
    choices TEXT NOT NULL, -- JSON
    PRIMARY KEY (kind, shape)
) STRICT, WITHOUT ROWID;

-- When forms were handed out last for a period, and where to.
CREATE TABLE hand_out (
    period TEXT PRIMARY KEY,
    folder TEXT NOT NULL,
    forms  INTEGER NOT NULL,
    at     TEXT NOT NULL
) STRICT, WITHOUT ROWID;
