/** Photos as the grid, the loupe and the search see them. Only those with a file that is not missing are there. */
import type { Database } from "better-sqlite3";
import { AppError } from "../../../contract/errors.ts";
import {
  type Filter,
  type Metadata,
  noMetadata,
  type Photo,
  type PhotoDetail,
  type PhotoOrder,
  photoDetailSchema,
} from "../../../contract/types.ts";
import { conditionOf } from "./filter.ts";
import { shown } from "./paths.ts";
import { readErrorData } from "./stages.ts";

type YesOrNo = "reachable" | "hasThumbnail" | "hasRaw" | "failed";
type PhotoRow = Omit<Photo, YesOrNo> & Record<YesOrNo, 0 | 1>;
interface StageRow {
  stage: string;
  state: string;
  code: string | null;
  reason: string | null;
  data: string | null;
}

interface FileRow {
  path: Buffer;
  bytes: number;
  modifiedAt: number;
  present: 0 | 1;
  raw: 0 | 1;
}

/** A file with a photo's content, or the RAW beside it */
export interface Original {
  path: Buffer;
  raw: 0 | 1;
  bytes: number;
}

const columns = `id, name, width, height, taken_at AS takenAt, rating, extension, reachable, stars, flag, label,
  EXISTS (SELECT 1 FROM thumbnails WHERE thumbnails.photo = present_photos.id) AS hasThumbnail,
  EXISTS (SELECT 1 FROM files WHERE files.photo = present_photos.id AND role = 'raw-pair' AND missing_since IS NULL) AS hasRaw,
  EXISTS (SELECT 1 FROM stages WHERE stages.photo = present_photos.id AND state = 'failed' AND stage IN ('decode', 'look')) AS failed,
  1 + (SELECT count(*) FROM near_copies
    WHERE near_copies.leader = coalesce((SELECT leader FROM near_copies WHERE photo = present_photos.id), present_photos.id)) AS copies`;

/** As present_photos, by two indexes alone: half the time for a whole library. */
const presentByTime = `photos WHERE EXISTS
  (SELECT 1 FROM files WHERE files.photo = photos.id AND files.role = 'main' AND files.missing_since IS NULL)`;
const byTime = "taken_at DESC, id DESC";
const orders: Record<PhotoOrder, string> = {
  newest: byTime,
  oldest: "taken_at, id",
  name: "name COLLATE NOCASE, id",
  stars: `shown_stars DESC, ${byTime}`,
  collection: "place, id",
};

export type PhotoStore = ReturnType<typeof createPhotos>;

export function createPhotos(database: Database) {
  const facet = (column: string) =>
    database.prepare<[], string>(`SELECT DISTINCT ${column} FROM present_photos WHERE ${column} IS NOT NULL ORDER BY 1`).pluck();
  const statements = {
    one: database.prepare<[number], PhotoRow>(`SELECT ${columns} FROM present_photos WHERE id = ?`),
    many: database.prepare<[string], PhotoRow>(`SELECT ${columns} FROM present_photos WHERE id IN (SELECT value FROM json_each(?))`),
    times: database
      .prepare<[string], [number, number]>("SELECT id, taken_at FROM photos WHERE id IN (SELECT value FROM json_each(?))")
      .raw(),
    takenAt: database.prepare<[number], number>("SELECT taken_at FROM photos WHERE id = ?").pluck(),
    detail: database.prepare<[number], { directory: string; metadata: string | null }>(
      "SELECT directory, metadata FROM present_photos WHERE id = ?",
    ),
    place: database.prepare<[number], { latitude: number; longitude: number }>(`
      SELECT metadata ->> 'latitude' AS latitude, metadata ->> 'longitude' AS longitude FROM photos
      WHERE id = ? AND metadata ->> 'latitude' IS NOT NULL`),
    files: database.prepare<[number], FileRow>(`
      SELECT path, bytes, modified_at AS modifiedAt, missing_since IS NULL AS present, raw FROM files
      WHERE photo = ? ORDER BY missing_since IS NOT NULL, role <> 'main', id`),
    stages: database.prepare<[number], StageRow>("SELECT stage, state, code, reason, data FROM stages WHERE photo = ? ORDER BY stage"),
    originals: database.prepare<[number], Original>(
      "SELECT path, raw, bytes FROM files WHERE photo = ? AND missing_since IS NULL ORDER BY role <> 'main', id",
    ),
    path: database.prepare<[number], Buffer>("SELECT path FROM present_photos WHERE id = ?").pluck(),
    byFingerprint: database.prepare<[string], number>("SELECT id FROM present_photos WHERE fingerprint = ?").pluck(),
    byPath: database.prepare<[Buffer], number>("SELECT photo FROM files WHERE path = ? AND missing_since IS NULL").pluck(),
    cameras: facet("camera"),
    lenses: facet("lens"),
    extensions: facet("extension"),
    thumbnail: database.prepare<[number], Buffer>("SELECT bytes FROM thumbnails WHERE photo = ?").pluck(),
  };

  /** Throws photo-unknown, as `detail` and `path` do. */
  function get(id: number): Photo {
    return photoOf(statements.one.get(id) ?? fail(id));
  }

  /** Those of `ids` that are there, by id: much faster than one by one. */
  function getAll(ids: readonly number[]): Map<number, Photo> {
    return new Map(statements.many.all(JSON.stringify(ids)).map((row) => [row.id, photoOf(row)]));
  }

  /** The ids of all photos that pass `filter`, in order. As the user has put them: those of the filter's one collection. */
  function ordered(filter: Filter, order: PhotoOrder): number[] {
    const { sql, values, isEmpty } = conditionOf(filter);
    const [collection, ...others] = filter.collections ?? [];
    const isPlaced = order === "collection" && collection !== undefined && others.length === 0;
    const places = isPlaced
      ? `JOIN collection_photos ON collection_photos.photo = id
          AND collection = (SELECT collections.id FROM collections WHERE folded_name = folded(@collection))`
      : "";
    const wanted = orders[order === "collection" && !isPlaced ? "newest" : order];
    const isPlain = isEmpty && (order === "newest" || order === "oldest");
    const from = isPlain ? presentByTime : `present_photos ${places} WHERE ${sql}`;
    return database
      .prepare<unknown[], number>(`SELECT id FROM ${from} ORDER BY ${wanted}`)
      .pluck()
      .all({ ...values, ...(isPlaced && { collection }) });
  }

  /** A page of the photos that pass `filter`, newest first, and how many pass it altogether. */
  function list(filter: Filter, offset: number, limit: number): { total: number; photos: Photo[] } {
    const all = ordered(filter, "newest");
    return { total: all.length, photos: inOrder(all.slice(offset, offset + limit)) };
  }

  /** These photos, those that are there. */
  function inOrder(ids: readonly number[]): Photo[] {
    const photos = getAll(ids);
    return ids.flatMap((id) => photos.get(id) ?? []);
  }

  /** The ids of the photos that pass `filter`; undefined when it is empty: all of them. */
  function matching(filter: Filter): Set<number> | undefined {
    const { sql, values, isEmpty } = conditionOf(filter);
    if (isEmpty) return undefined;
    return new Set(database.prepare<unknown[], number>(`SELECT id FROM present_photos WHERE ${sql}`).pluck().all(values));
  }

  /** When each of these photos was taken, in their order; 0 for what is not there. */
  function times(ids: readonly number[]): number[] {
    const known = new Map(statements.times.all(JSON.stringify(ids)));
    return ids.map((id) => known.get(id) ?? 0);
  }

  function count(filter: Filter): number {
    const { sql, values } = conditionOf(filter);
    return database.prepare<unknown[], number>(`SELECT count(*) FROM present_photos WHERE ${sql}`).pluck().get(values) ?? 0;
  }

  /** With the captions that it has; the stage of captions is told of only where there is a captioner. */
  function detail(id: number, captions: string[] | null = null, captionPlace: number | null = null): PhotoDetail {
    const row = statements.detail.get(id) ?? fail(id);
    return {
      ...get(id),
      files: statements.files
        .all(id)
        .map((file) => ({ ...file, path: shown(file.path), present: file.present === 1, raw: file.raw === 1 })),
      folder: row.directory,
      metadata: row.metadata ? (JSON.parse(row.metadata) as Metadata) : noMetadata,
      stages: photoDetailSchema.shape.stages
        .parse(statements.stages.all(id).map((row) => ({ ...row, data: readErrorData(row.data) })))
        .filter(({ stage }) => stage !== "captions" || captions !== null),
      captions: captions ?? [],
      captionPlace,
    };
  }

  return {
    get,
    getAll,
    ordered,
    inOrder,
    list,
    matching,
    times,
    takenAt: (id: number): number => statements.takenAt.get(id) ?? 0,
    count,
    detail,
    /** Degrees; undefined for a photo that does not say. */
    placeOf: (id: number) => statements.place.get(id),
    /** The file that stands for a photo, as the file system's own bytes. */
    path: (id: number): Buffer => statements.path.get(id) ?? fail(id),
    originals: (id: number): Original[] => statements.originals.all(id),
    /** See identity.ts for fingerprints. */
    byFingerprint: (fingerprint: string): number | undefined => statements.byFingerprint.get(fingerprint),
    /** The photo whose file, copy or RAW lies at this path; as text it must be UTF-8. */
    byPath: (path: Buffer | string): number | undefined => statements.byPath.get(Buffer.from(path)) ?? undefined,
    facets: () => ({ cameras: statements.cameras.all(), lenses: statements.lenses.all(), extensions: statements.extensions.all() }),
    /** WebP; undefined until the photo was decoded. */
    thumbnail: (id: number): Buffer | undefined => statements.thumbnail.get(id),
  };
}

function fail(id: number): never {
  throw new AppError("photo-unknown", `Photo ${id} is not in the library, or its file is gone.`, "Look for changed files again.");
}

function photoOf({ reachable, hasThumbnail, hasRaw, failed, ...row }: PhotoRow): Photo {
  return { ...row, reachable: reachable === 1, hasThumbnail: hasThumbnail === 1, hasRaw: hasRaw === 1, failed: failed === 1 };
}
