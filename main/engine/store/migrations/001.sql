-- What the user added. path: the file system's own bytes; shown as text, compared as bytes.
CREATE TABLE folders (
  id INTEGER PRIMARY KEY,
  path BLOB NOT NULL UNIQUE,
  reachable INTEGER NOT NULL DEFAULT 1,
  added_at INTEGER NOT NULL
);

-- One row a content. Times in milliseconds since 1970.
CREATE TABLE photos (
  id INTEGER PRIMARY KEY,
  fingerprint TEXT NOT NULL UNIQUE,
  taken_at INTEGER NOT NULL,
  width INTEGER,
  height INTEGER,
  camera TEXT,
  lens TEXT,
  rating INTEGER,
  extension TEXT NOT NULL,
  metadata TEXT NOT NULL DEFAULT '{}'
);
CREATE INDEX photos_by_time ON photos (taken_at DESC, id DESC);

-- One row a file that was found. photo is NULL for a file that is none of ours (skip says why: video, too-small, unsupported).
-- role: 'main' stands for the photo; 'copy' and 'raw-pair' are counted as skipped.
CREATE TABLE files (
  id INTEGER PRIMARY KEY,
  folder INTEGER NOT NULL REFERENCES folders (id) ON DELETE CASCADE,
  path BLOB NOT NULL UNIQUE,
  name TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  modified_at REAL NOT NULL,
  photo INTEGER REFERENCES photos (id),
  role TEXT CHECK (role IN ('main', 'copy', 'raw-pair')),
  skip TEXT,
  -- When a scan of a reachable folder no longer found it. Vectors stay, should it come back.
  missing_since INTEGER,
  CHECK ((photo IS NULL) = (skip IS NOT NULL))
);
CREATE INDEX files_by_photo ON files (photo);
CREATE INDEX files_by_folder ON files (folder);

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
  photo INTEGER NOT NULL REFERENCES photos (id) ON DELETE CASCADE,
  pack INTEGER NOT NULL REFERENCES packs (id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('look')),
  embedding BLOB NOT NULL,
  norm REAL NOT NULL,
  PRIMARY KEY (photo, pack, kind)
);

-- WebP of at most 512 px.
CREATE TABLE thumbnails (
  photo INTEGER PRIMARY KEY REFERENCES photos (id) ON DELETE CASCADE,
  bytes BLOB NOT NULL
);

CREATE TABLE settings (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
);
