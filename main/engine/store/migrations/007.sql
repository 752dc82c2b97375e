-- What was made of photos that were left out: searched by nobody, put back when that is undone, and erased at the next start.
CREATE TABLE left_out (
  photo INTEGER PRIMARY KEY REFERENCES photos (id) ON DELETE CASCADE,
  left_at INTEGER NOT NULL
);
CREATE TABLE left_out_vectors (
  photo INTEGER NOT NULL REFERENCES left_out (photo) ON DELETE CASCADE,
  pack INTEGER NOT NULL REFERENCES packs (id) ON DELETE CASCADE,
  kind TEXT NOT NULL,
  embedding BLOB NOT NULL,
  norm REAL NOT NULL,
  PRIMARY KEY (photo, pack, kind)
);
CREATE TABLE left_out_captions (
  photo INTEGER NOT NULL REFERENCES left_out (photo) ON DELETE CASCADE,
  pack INTEGER NOT NULL REFERENCES packs (id) ON DELETE CASCADE,
  captions TEXT NOT NULL,
  PRIMARY KEY (photo, pack)
) WITHOUT ROWID;
