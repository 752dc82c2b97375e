/** What was made of photos that were left out: kept aside, where no search looks, until it is put back or, at the next start, erased. */
import type { Database } from "better-sqlite3";

export function createLeftOut(database: Database) {
  const statements = {
    put: database.prepare<[number, number]>(
      "INSERT INTO left_out (photo, left_at) VALUES (?, ?) ON CONFLICT (photo) DO UPDATE SET left_at = excluded.left_at",
    ),
    putVectors: database.prepare<[number]>(`
      INSERT OR REPLACE INTO left_out_vectors (photo, pack, kind, embedding, norm)
      SELECT photo, pack, kind, embedding, norm FROM vectors WHERE photo = ?`),
    putCaptions: database.prepare<[number]>(
      "INSERT OR REPLACE INTO left_out_captions (photo, pack, captions) SELECT photo, pack, captions FROM captions WHERE photo = ?",
    ),
    eraseVectors: database.prepare<[number]>("DELETE FROM vectors WHERE photo = ?"),
    eraseCaptions: database.prepare<[number]>("DELETE FROM captions WHERE photo = ?"),
    isThere: database.prepare<[number], 1>("SELECT 1 FROM left_out WHERE photo = ?").pluck(),
    takeVectors: database.prepare<[number]>(`
      INSERT OR IGNORE INTO vectors (pack, kind, photo, embedding, norm)
      SELECT pack, kind, photo, embedding, norm FROM left_out_vectors WHERE photo = ?`),
    takeCaptions: database.prepare<[number]>(
      "INSERT OR IGNORE INTO captions (pack, photo, captions) SELECT pack, photo, captions FROM left_out_captions WHERE photo = ?",
    ),
    /** Its thumbnail and metadata had stayed. */
    decoded: database.prepare<[number]>(`
      UPDATE stages SET state = 'done', code = NULL, reason = NULL, data = NULL
      WHERE photo = ? AND stage = 'decode' AND (SELECT width FROM photos WHERE id = photo) IS NOT NULL`),
    remove: database.prepare<[number]>("DELETE FROM left_out WHERE photo = ?"),
  };

  const setAside = database.transaction((photo: number): void => {
    statements.put.run(photo, Date.now());
    statements.putVectors.run(photo);
    statements.putCaptions.run(photo);
    statements.eraseVectors.run(photo);
    statements.eraseCaptions.run(photo);
  });

  function takeBack(photo: number): void {
    statements.takeVectors.run(photo);
    statements.takeCaptions.run(photo);
    statements.decoded.run(photo);
    statements.remove.run(photo);
  }

  /** Returns of how many photos there was something. Where they stand, `useKey` then says. */
  const bringBack = database.transaction((photos: readonly number[]): number => {
    const there = photos.filter((photo) => statements.isThere.get(photo) !== undefined);
    for (const photo of there) takeBack(photo);
    return there.length;
  });

  return { setAside, bringBack };
}
