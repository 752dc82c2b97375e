/** Where every photo stands, and the numbers that always add up: found = ready + waiting + skipped + failed. */
import type { Database } from "better-sqlite3";
import { type ErrorCode, type ErrorData, errorDataSchema } from "../../../contract/errors.ts";
import type { Failure, IndexStatus } from "../../../contract/types.ts";
import { createLeftOut } from "./left-out.ts";
import { shown } from "./paths.ts";

export type Stage = "decode" | "look" | "captions";
type State = "waiting" | "done" | "failed" | "skipped";
export type IndexCounts = Pick<IndexStatus, "found" | "ready" | "waiting" | "skipped" | "failed" | "skippedBy"> & {
  stages: Record<Stage, Record<State, number>>;
};

export interface WaitingPhoto {
  photo: number;
  path: Buffer;
  bytes: number;
  /** Milliseconds since 1970, of the file as it was scanned */
  modifiedAt: number;
  /** 0: its thumbnail and metadata are there already */
  needsDecode: 0 | 1;
  tries: number;
}

interface CountRow {
  skip: string | null;
  role: "main" | "copy" | "raw-pair" | null;
  decode: State | null;
  decodeCode: string | null;
  look: State | null;
  captions: State | null;
  files: number;
}

/** Vectors are of the kind that their stage is called by. */
const hasVector = `EXISTS (
  SELECT 1 FROM vectors JOIN packs ON packs.id = vectors.pack
  WHERE packs.key = @key AND vectors.kind = stages.stage AND vectors.photo = stages.photo)`;

interface Reason {
  code: ErrorCode;
  what: string;
  data?: ErrorData;
}

export type StageStore = ReturnType<typeof createStages>;

export function createStages(database: Database) {
  const statements = {
    changes: database.prepare<[], number>("SELECT total_changes()").pluck(),
    counts: database.prepare<[], CountRow>(`
      SELECT skip, role, decode.state AS decode, decode.code AS decodeCode, look.state AS look,
        captions.state AS captions, count(*) AS files
      FROM files
      LEFT JOIN stages AS decode ON role = 'main' AND decode.photo = files.photo AND decode.stage = 'decode'
      LEFT JOIN stages AS look ON role = 'main' AND look.photo = files.photo AND look.stage = 'look'
      LEFT JOIN stages AS captions ON role = 'main' AND captions.photo = files.photo AND captions.stage = 'captions'
      WHERE missing_since IS NULL GROUP BY 1, 2, 3, 4, 5, 6`),
    failures: database.prepare<[number, number], Omit<Failure, "path" | "data"> & { path: Buffer; data: string | null }>(`
      SELECT photo, path, stage, code, reason, data, tries
      FROM stages JOIN present_photos ON present_photos.id = stages.photo
      WHERE state = 'failed' ORDER BY taken_at DESC, photo DESC, stage LIMIT ? OFFSET ?`),
    failedPhotos: database.prepare<[], number>("SELECT DISTINCT photo FROM stages WHERE state = 'failed'").pluck(),
    /** Nobody is working on it, and it is not left out already. */
    settled: database
      .prepare<[number], 1>(`
        SELECT 1 FROM stages AS look JOIN stages AS decode ON decode.photo = look.photo AND decode.stage = 'decode'
        WHERE look.photo = ? AND look.stage = 'look' AND (look.state IN ('done', 'failed') OR decode.state = 'failed')`)
      .pluck(),
    small: database
      .prepare<[number], number>(`
        SELECT photo FROM stages JOIN photos ON photos.id = photo WHERE stage = 'decode' AND state = 'done' AND min(width, height) < ?`)
      .pluck(),
    largeEnough: database
      .prepare<[number], number>(`
        SELECT photo FROM stages JOIN photos ON photos.id = photo
        WHERE stage = 'decode' AND state = 'skipped' AND code = 'too-small' AND min(width, height) >= ?`)
      .pluck(),
    size: database.prepare<[number], { width: number; height: number }>("SELECT width, height FROM photos WHERE id = ?"),
    decoded: database.prepare<[number]>("UPDATE stages SET state = 'done' WHERE photo = ? AND stage = 'decode'"),
    leftOut: database.prepare<[number], 1>("SELECT 1 FROM stages WHERE photo = ? AND stage = 'decode' AND code = 'left-out'").pluck(),
    wait: database.prepare<[number]>(`
      UPDATE stages SET state = 'waiting', code = NULL, reason = NULL, data = NULL, tries = 0 WHERE photo = ? AND state IN ('failed', 'skipped')`),
    waiting: database.prepare<[number], WaitingPhoto>(`
      SELECT look.photo, path, bytes, modified_at AS modifiedAt, decode.state = 'waiting' AS needsDecode,
        max(look.tries, decode.tries) AS tries
      FROM stages AS look
      JOIN present_photos ON present_photos.id = look.photo
      JOIN stages AS decode ON decode.photo = look.photo AND decode.stage = 'decode'
      WHERE look.stage = 'look' AND look.state = 'waiting' AND reachable
      ORDER BY taken_at DESC, look.photo DESC LIMIT ?`),
    tried: database.prepare<{ photo: number; stage: Stage; code: string; reason: string; data: string; limit: number }, { state: State }>(`
      UPDATE stages SET tries = tries + 1, code = @code, reason = @reason, data = @data,
        state = CASE WHEN tries + 1 >= @limit THEN 'failed' ELSE 'waiting' END
      WHERE photo = @photo AND stage = @stage RETURNING state`),
    set: database.prepare<[State, string, string, number, Stage]>(
      "UPDATE stages SET state = ?, code = ?, reason = ?, data = NULL WHERE photo = ? AND stage = ?",
    ),
    again: database.prepare<{ key: string; stage: Stage }>(`
      UPDATE stages SET state = 'waiting', code = NULL, reason = NULL, data = NULL, tries = 0
      WHERE stage = @stage AND state = 'done' AND NOT ${hasVector}`),
    isThere: database.prepare<{ key: string; stage: Stage }>(`
      UPDATE stages SET state = 'done', code = NULL, reason = NULL, data = NULL WHERE stage = @stage AND state = 'waiting' AND ${hasVector}`),
  };
  const aside = createLeftOut(database);
  let counted: { changes: number; counts: IndexCounts } | undefined;

  /** Counts files that are not missing. Counted again only after a write. */
  function counts(): IndexCounts {
    const changes = statements.changes.get() ?? 0;
    if (counted?.changes !== changes) counted = { changes, counts: sumUp(statements.counts.all()) };
    return counted.counts;
  }

  function failures(offset: number, limit: number): Failure[] {
    return statements.failures.all(limit, offset).map((row) => ({ ...row, path: shown(row.path), data: readErrorData(row.data) }));
  }

  /** Puts these photos back in the queue, or everything that failed; returns how many. Those that are done stay so. */
  const retryFailed = database.transaction((photos: readonly number[] = statements.failedPhotos.all()): number => {
    return photos.filter((photo) => statements.wait.run(photo).changes > 0).length;
  });

  /** These photos count as skipped from now on, and what was made of them is set aside; returns how many. Those that wait do so still. */
  const leaveOut = database.transaction((photos: readonly number[]): number => {
    const left = photos.filter((photo) => statements.settled.get(photo) !== undefined);
    for (const photo of left) {
      skip(photo, "left-out", "You left it out.");
      aside.setAside(photo);
    }
    return left.length;
  });

  /** The photo was decoded and is too small to be searched. */
  function leaveOutSmall(photo: number): void {
    const { width, height } = statements.size.get(photo) ?? {};
    skip(photo, "too-small", `The picture has only ${width} x ${height} pixels.`);
  }

  /**
   * Photos whose shorter side has fewer pixels are skipped from now on, and what was made of them is set aside; those that were
   * skipped and have as many wait again, with what was set aside. Where these stand, `useKey` then says.
   */
  const useSmallestSide = database.transaction((side: number): void => {
    for (const photo of statements.small.all(side)) {
      leaveOutSmall(photo);
      aside.setAside(photo);
    }
    for (const photo of statements.largeEnough.all(side)) {
      aside.bringBack([photo]);
      statements.wait.run(photo);
      statements.decoded.run(photo);
    }
  });

  /** Notes a failed try; after `limit` of them the photo has failed, until then it goes on waiting. */
  const tried = database.transaction((photo: number, stage: Stage, error: Reason, limit: number): State => {
    const { code, what, data = {} } = error;
    const row = statements.tried.get({ photo, stage, code, reason: what, data: JSON.stringify(data), limit });
    if (row?.state === "failed") skipAfter(stage, photo);
    return row?.state ?? "waiting";
  });

  /** The photo was read and is left out, with the code that `skippedBy` counts. */
  const skip = database.transaction((photo: number, code: string, reason: string): void => {
    statements.set.run("skipped", code, reason, photo, "decode");
    skipAfter("decode", photo);
  });

  /** What would come after a stage is not done either. */
  function skipAfter(stage: Stage, photo: number): void {
    if (stage === "decode") statements.set.run("skipped", "not-decoded", "The photo was not decoded.", photo, "look");
    if (stage !== "captions") statements.set.run("skipped", "not-read", "The photo was not read.", photo, "captions");
  }

  return {
    counts,
    failures,
    retryFailed,
    leaveOut,
    /** What was set aside of photos that were left out is there again, before they are tried again; returns of how many. */
    bringBack: aside.bringBack,
    isLeftOut: (photo: number): boolean => statements.leftOut.get(photo) !== undefined,
    leaveOutSmall,
    useSmallestSide,
    tried,
    skip,
    /** The next photos to work on, newest first; those in folders that are away wait without being listed. */
    waiting: (limit: number): WaitingPhoto[] => statements.waiting.all(limit),
    /** Makes a stage mean vectors of this key: photos that have none wait, photos that have one are done. */
    useKey: database.transaction((stage: "look" | "captions", key: string): void => {
      statements.again.run({ stage, key });
      statements.isThere.run({ stage, key });
    }),
  };
}

/** Nothing where there was none, as in rows from before there was any. */
export function readErrorData(json: string | null): ErrorData {
  return json === null ? {} : errorDataSchema.parse(JSON.parse(json));
}

function sumUp(rows: CountRow[]): IndexCounts {
  const none = () => ({ waiting: 0, done: 0, failed: 0, skipped: 0 });
  const counts: IndexCounts = {
    found: 0,
    ready: 0,
    waiting: 0,
    skipped: 0,
    failed: 0,
    skippedBy: {},
    stages: { decode: none(), look: none(), captions: none() },
  };
  for (const row of rows) {
    const { state, reason } = standing(row);
    counts.found += row.files;
    counts[state] += row.files;
    if (reason) counts.skippedBy[reason] = (counts.skippedBy[reason] ?? 0) + row.files;
    if (row.decode) counts.stages.decode[row.decode] += row.files;
    if (row.look) counts.stages.look[row.look] += row.files;
    if (row.captions) counts.stages.captions[row.captions] += row.files;
  }
  return counts;
}

/** Every file is in exactly one of four states. */
function standing({ skip, role, decode, decodeCode, look }: CountRow): {
  state: "ready" | "waiting" | "skipped" | "failed";
  reason?: string;
} {
  if (skip !== null) return { state: "skipped", reason: skip };
  if (role !== "main") return { state: "skipped", reason: role ?? "unsupported" };
  if (decode === "skipped") return { state: "skipped", reason: decodeCode ?? "unsupported" };
  if (decode === "failed" || look === "failed") return { state: "failed" };
  return { state: look === "done" ? "ready" : "waiting" };
}
