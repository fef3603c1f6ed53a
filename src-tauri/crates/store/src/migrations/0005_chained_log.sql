-- Each entry of the log carries a hash over itself and the entry before it, so that a later tampering shows.
-- Entries from before are linked by the program as soon as this ran; the triggers come back after that.
DROP TRIGGER change_log_is_append_only_update;
ALTER TABLE change_log ADD COLUMN hash TEXT NOT NULL DEFAULT '';
