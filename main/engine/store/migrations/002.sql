-- Captions: a third stage, and vectors of a second kind. A CHECK cannot be changed in place, so both tables are made anew.
CREATE TABLE new_stages (
  photo INTEGER NOT NULL REFERENCES photos (id) ON DELETE CASCADE,
  stage TEXT NOT NULL CHECK (stage IN ('decode', 'look', 'captions')),
  state TEXT NOT NULL CHECK (state IN ('waiting', 'done', 'failed', 'skipped')),
  code TEXT,
  reason TEXT,
  tries INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (photo, stage)
) WITHOUT ROWID;
INSERT INTO new_stages SELECT photo, stage, state, code, reason, tries FROM stages;
-- A photo without a vector gets no captions either.
INSERT INTO new_stages (photo, stage, state, code, reason)
  SELECT photo, 'captions', 'skipped', 'not-read', 'The photo was not read.' FROM stages WHERE stage = 'look' AND state IN ('failed', 'skipped')
  UNION ALL
  SELECT photo, 'captions', 'waiting', NULL, NULL FROM stages WHERE stage = 'look' AND state IN ('waiting', 'done');
DROP TABLE stages;
ALTER TABLE new_stages RENAME TO stages;
CREATE INDEX stages_by_state ON stages (stage, state, photo);

-- kind: 'look', the photo itself; 'captions', the mean of its captions' unit vectors, norm: its length before it became 1.
CREATE TABLE new_vectors (
  pack INTEGER NOT NULL REFERENCES packs (id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('look', 'captions')),
  photo INTEGER NOT NULL REFERENCES photos (id) ON DELETE CASCADE,
  embedding BLOB NOT NULL,
  norm REAL NOT NULL,
  PRIMARY KEY (pack, kind, photo)
);
INSERT INTO new_vectors SELECT pack, kind, photo, embedding, norm FROM vectors;
DROP TABLE vectors;
ALTER TABLE new_vectors RENAME TO vectors;
CREATE INDEX vectors_by_photo ON vectors (photo);

-- pack: one whose key names the captioner too. captions: a JSON list of sentences, the most typical first.
CREATE TABLE captions (
  pack INTEGER NOT NULL REFERENCES packs (id) ON DELETE CASCADE,
  photo INTEGER NOT NULL REFERENCES photos (id) ON DELETE CASCADE,
  captions TEXT NOT NULL,
  PRIMARY KEY (pack, photo)
) WITHOUT ROWID;
CREATE INDEX captions_by_photo ON captions (photo);
