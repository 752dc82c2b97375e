-- erasing_at: what was removed until then is being erased, in pieces: all of the folder, if it was leaving by then, and else its
-- files that were gone and taken out.
ALTER TABLE folders ADD COLUMN erasing_at INTEGER;

-- A file that was gone and taken out is missing, and keeps what it was, 'asked' or 'kept', to be that again when it is brought back.
CREATE INDEX taken_out_files ON files (folder, missing_since, photo) WHERE gone IS NOT NULL AND missing_since IS NOT NULL;
