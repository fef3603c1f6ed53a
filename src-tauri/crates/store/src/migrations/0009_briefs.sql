-- What lists and totals need of a file that came back. Its answers, each with its cell, are fifty times as long, and to
-- show a year they were all read. Filled in by the program for the files that are there.
CREATE TABLE submission_brief (
    submission_id INTEGER PRIMARY KEY REFERENCES submission (id),
    statuses      TEXT NOT NULL,   -- JSON: the status said for a task, by its key
    figures       TEXT NOT NULL,   -- JSON: [numerator, denominator] by the indicator's key; counts as in indicator_value
    doubts        INTEGER NOT NULL -- how many problems the file has
) STRICT;

CREATE INDEX submission_undecided ON submission (period) WHERE standing = 'undecided';

-- The latest answers up to a period are looked for month by month; without these all months were read.
CREATE INDEX task_progress_by_task ON task_progress (unit_code, unit_valid_from, task_key, period);
CREATE INDEX indicator_value_by_indicator ON indicator_value (unit_code, unit_valid_from, indicator_key, period);
