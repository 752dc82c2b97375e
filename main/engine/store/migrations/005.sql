-- leaving_at: removed, and no longer shown, but not erased yet: its files are missing since that very moment.
-- away_since: since when it is not reachable; NULL where that is not known.
ALTER TABLE folders ADD COLUMN leaving_at INTEGER;
ALTER TABLE folders ADD COLUMN away_since INTEGER;

-- A file that went with very many others at once stays listed: 'asked', until the user has said whether to keep them; then 'kept'.
ALTER TABLE files ADD COLUMN gone TEXT CHECK (gone IN ('asked', 'kept'));
CREATE INDEX gone_files ON files (folder, gone, photo) WHERE gone IS NOT NULL AND missing_since IS NULL;

DROP VIEW present_photos;
CREATE VIEW present_photos AS
SELECT photos.*, files.path, files.directory, files.name, files.extension, files.bytes, files.modified_at,
  folders.reachable AND files.gone IS NULL AS reachable,
  marks.stars, marks.flag, marks.label, coalesce(marks.stars, photos.rating, 0) AS shown_stars
FROM photos
CROSS JOIN files ON files.photo = photos.id AND files.role = 'main' AND files.missing_since IS NULL
JOIN folders ON folders.id = files.folder
LEFT JOIN marks ON marks.photo = photos.id;
