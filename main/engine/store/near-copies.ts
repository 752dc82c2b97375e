/** Which photos are near-copies of which, as near-copies.ts found out. */
import type { Database } from "better-sqlite3";

/** photo -> the photo in whose cell it is shown. Leaders are not in it. */
export type Leaders = ReadonlyMap<number, number>;

export type NearCopyStore = ReturnType<typeof createNearCopies>;

export function createNearCopies(database: Database) {
  const statements = {
    all: database.prepare<[], [number, number]>("SELECT photo, leader FROM near_copies").raw(),
    put: database.prepare<{ photo: number; leader: number }>(`
      INSERT INTO near_copies SELECT @photo, @leader WHERE (SELECT count(*) FROM photos WHERE id IN (@photo, @leader)) = 2
      ON CONFLICT (photo) DO UPDATE SET leader = excluded.leader`),
    remove: database.prepare<[number]>("DELETE FROM near_copies WHERE photo = ?"),
    photos: database
      .prepare<{ photo: number }, number>(`
        SELECT id FROM present_photos
        WHERE coalesce((SELECT leader FROM near_copies WHERE photo = id), id) = coalesce((SELECT leader FROM near_copies WHERE photo = @photo), @photo)
        ORDER BY taken_at DESC, id DESC`)
      .pluck(),
    facts: database.prepare<[], CopyFacts>(
      "SELECT id AS photo, taken_at AS takenAt, width, height, bytes FROM present_photos WHERE width IS NOT NULL",
    ),
  };

  /** Writes only what is different; returns whether anything was. */
  const replace = database.transaction((leaders: Leaders): boolean => {
    const before = new Map(statements.all.all());
    const gone = [...before.keys()].filter((photo) => !leaders.has(photo));
    const changed = [...leaders].filter(([photo, leader]) => before.get(photo) !== leader);
    for (const photo of gone) statements.remove.run(photo);
    for (const [photo, leader] of changed) statements.put.run({ photo, leader });
    return gone.length + changed.length > 0;
  });

  return {
    leaders: (): Leaders => new Map(statements.all.all()),
    replace,
    /** A photo and its near-copies, newest first. */
    copiesOf: (photo: number): number[] => statements.photos.all({ photo }),
    /** What the grouping goes by, of all photos that were decoded. */
    facts: (): CopyFacts[] => statements.facts.all(),
  };
}

export interface CopyFacts {
  photo: number;
  /** Milliseconds since 1970 */
  takenAt: number;
  width: number;
  height: number;
  bytes: number;
}
