-- What users note on photos. All NULL is the same as no row.
CREATE TABLE marks (
  photo INTEGER PRIMARY KEY REFERENCES photos (id) ON DELETE CASCADE,
  stars INTEGER CHECK (stars BETWEEN 0 AND 5),
  flag TEXT CHECK (flag IN ('pick', 'reject')),
  label TEXT CHECK (label IN ('red', 'yellow', 'green', 'blue', 'purple'))
);

CREATE TABLE collections (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  -- The name in lower case of all alphabets: no two are the same.
  folded_name TEXT NOT NULL UNIQUE,
  place REAL NOT NULL
);
CREATE TABLE collection_photos (
  collection INTEGER NOT NULL REFERENCES collections (id) ON DELETE CASCADE,
  photo INTEGER NOT NULL REFERENCES photos (id) ON DELETE CASCADE,
  place REAL NOT NULL,
  PRIMARY KEY (collection, photo)
) WITHOUT ROWID;
CREATE INDEX collections_by_photo ON collection_photos (photo);

-- A file that was edited is another photo, as is a RAW once its JPEG is there: what users noted goes along.
CREATE TRIGGER notes_go_along AFTER UPDATE OF photo ON files
WHEN old.photo IS NOT NULL AND new.photo IS NOT NULL AND old.photo <> new.photo
BEGIN
  INSERT OR IGNORE INTO marks SELECT new.photo, stars, flag, label FROM marks WHERE photo = old.photo;
  INSERT OR IGNORE INTO collection_photos SELECT collection, new.photo, place FROM collection_photos WHERE photo = old.photo;
END;

-- query: JSON. References to photos from outside name rows of kept_references.
CREATE TABLE saved_searches (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  folded_name TEXT NOT NULL UNIQUE,
  query TEXT NOT NULL,
  saved_at INTEGER NOT NULL
);
-- thumbnail: WebP or JPEG. embedding (unit length), norm and pixels (RGB) are those of one pack; with another one the thumbnail is read.
CREATE TABLE kept_references (
  search INTEGER NOT NULL REFERENCES saved_searches (id) ON DELETE CASCADE,
  number INTEGER NOT NULL,
  name TEXT NOT NULL,
  thumbnail BLOB NOT NULL,
  pack TEXT NOT NULL,
  embedding BLOB NOT NULL,
  norm REAL NOT NULL,
  pixels BLOB NOT NULL,
  PRIMARY KEY (search, number)
);

-- Near-copies: the photos that are shown within another one's cell. Made from what is in the library; may be emptied at any time.
CREATE TABLE near_copies (
  photo INTEGER PRIMARY KEY REFERENCES photos (id) ON DELETE CASCADE,
  leader INTEGER NOT NULL REFERENCES photos (id) ON DELETE CASCADE
);
CREATE INDEX near_copies_by_leader ON near_copies (leader);

DROP VIEW present_photos;
CREATE VIEW present_photos AS
SELECT photos.*, files.path, files.directory, files.name, files.extension, files.bytes, files.modified_at, folders.reachable,
  marks.stars, marks.flag, marks.label, coalesce(marks.stars, photos.rating, 0) AS shown_stars
FROM photos
CROSS JOIN files ON files.photo = photos.id AND files.role = 'main' AND files.missing_since IS NULL
JOIN folders ON folders.id = files.folder
LEFT JOIN marks ON marks.photo = photos.id;
