-- Whether the system's notices tell of due days; off until chosen.
ALTER TABLE profile ADD COLUMN reminders INTEGER NOT NULL DEFAULT 0 CHECK (reminders IN (0, 1));
