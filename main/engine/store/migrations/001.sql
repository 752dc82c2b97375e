-- What the user added. path: the file system's own bytes; shown as text, compared as bytes.
CREATE TABLE folders (
  id INTEGER PRIMARY KEY,
  path BLOB NOT NULL UNIQUE,
  reachable INTEGER NOT NULL DEFAULT 1,
  added_at INTEGER NOT NULL
);

-- One row a content. Times in milliseconds since 1970. A row stays when its files change or go: they may come back.
CREATE TABLE photos (
  id INTEGER PRIMARY KEY,
  fingerprint TEXT NOT NULL UNIQUE,
  taken_at REAL NOT NULL,
  width INTEGER,
  height INTEGER,
  camera TEXT,
  lens TEXT,
  rating INTEGER,
  metadata TEXT
);
CREATE INDEX photos_by_time ON photos (taken_at DESC, id DESC);

-- One row a file that was found. photo is NULL for a file that is none of ours (skip says why: video, unsupported).
-- Which photo and which role a file has follows from its fingerprint and its neighbours alone: see files.ts.
CREATE TABLE files (
  id INTEGER PRIMARY KEY,
  folder INTEGER NOT NULL REFERENCES folders (id) ON DELETE CASCADE,
  path BLOB NOT NULL UNIQUE,
  directory TEXT NOT NULL,
  name TEXT NOT NULL,
  extension TEXT NOT NULL,
  -- The path without its extension: RAW and JPEG of one shot share it.
  shot BLOB,
  raw INTEGER NOT NULL DEFAULT 0,
  bytes INTEGER NOT NULL,
  modified_at REAL NOT NULL,
  fingerprint TEXT,
  photo INTEGER REFERENCES photos (id),
  role TEXT CHECK (role IN ('main', 'copy', 'raw-pair')),
  skip TEXT,
  -- When a scan of a reachable folder no longer found it. Vectors stay, should it come back.
  missing_since INTEGER,
  CHECK ((photo IS NULL) = (skip IS NOT NULL))
);
CREATE INDEX files_by_photo ON files (photo);
CREATE INDEX files_by_folder ON files (folder);
CREATE INDEX files_by_fingerprint ON files (fingerprint) WHERE fingerprint IS NOT NULL;
CREATE INDEX files_by_shot ON files (shot) WHERE shot IS NOT NULL;
CREATE INDEX main_files ON files (photo) WHERE role = 'main' AND missing_since IS NULL;

-- Photos with a file: the library as everybody outside the index sees it.
CREATE VIEW present_photos AS
SELECT photos.*, files.path, files.directory, files.name, files.extension, files.bytes, files.modified_at, folders.reachable
FROM photos
CROSS JOIN files ON files.photo = photos.id AND files.role = 'main' AND files.missing_since IS NULL
JOIN folders ON folders.id = files.folder;

-- Where every photo stands. An interrupted 'waiting' row is simply done again.
CREATE TABLE stages (
  photo INTEGER NOT NULL REFERENCES photos (id) ON DELETE CASCADE,
  stage TEXT NOT NULL CHECK (stage IN ('decode', 'look')),
  state TEXT NOT NULL CHECK (state IN ('waiting', 'done', 'failed', 'skipped')),
  code TEXT,
  reason TEXT,
  tries INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (photo, stage)
) WITHOUT ROWID;
CREATE INDEX stages_by_state ON stages (stage, state, photo);

-- key: pack, version and preprocessing. Vectors of different keys are never compared.
CREATE TABLE packs (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  dims INTEGER NOT NULL
);

-- embedding: dims little-endian float32 of unit length; norm: the length that the encoder gave.
CREATE TABLE vectors (
  pack INTEGER NOT NULL REFERENCES packs (id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('look')),
  photo INTEGER NOT NULL REFERENCES photos (id) ON DELETE CASCADE,
  embedding BLOB NOT NULL,
  norm REAL NOT NULL,
  PRIMARY KEY (pack, kind, photo)
);
CREATE INDEX vectors_by_photo ON vectors (photo);

-- WebP of at most 512 px.
CREATE TABLE thumbnails (
  photo INTEGER PRIMARY KEY REFERENCES photos (id) ON DELETE CASCADE,
  bytes BLOB NOT NULL
);

CREATE TABLE settings (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
);
