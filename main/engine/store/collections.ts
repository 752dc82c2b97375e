/** Collections: names, members and both their orders. Every change gives the step that takes it back. */
import type { Database } from "better-sqlite3";
import type { Collection } from "../../../contract/collections.ts";
import { AppError } from "../../../contract/errors.ts";
import type { Step } from "./marks.ts";

interface Row {
  id: number;
  name: string;
  place: number;
}
/** place: null: it is no member */
interface Member {
  photo: number;
  place: number | null;
}

export type CollectionStore = ReturnType<typeof createCollections>;

export function createCollections(database: Database) {
  const present = "files.photo = collection_photos.photo AND files.role = 'main' AND files.missing_since IS NULL";
  const listed = `
    SELECT collections.id, collections.name, count(files.id) AS photos,
      (SELECT collection_photos.photo FROM collection_photos JOIN files ON ${present}
        WHERE collection = collections.id ORDER BY collection_photos.place, collection_photos.photo LIMIT 1) AS cover
    FROM collections LEFT JOIN collection_photos ON collection = collections.id LEFT JOIN files ON ${present}`;
  const statements = {
    list: database.prepare<[], Collection>(`${listed} GROUP BY collections.id ORDER BY collections.place, collections.id`),
    one: database.prepare<[number], Collection>(`${listed} WHERE collections.id = ? GROUP BY collections.id`),
    rows: database.prepare<[], Row>("SELECT id, name, place FROM collections ORDER BY place, id"),
    row: database.prepare<[number], Row>("SELECT id, name, place FROM collections WHERE id = ?"),
    byName: database.prepare<[string], number>("SELECT id FROM collections WHERE folded_name = folded(?)").pluck(),
    insert: database.prepare<{ name: string }>(`
      INSERT INTO collections (name, folded_name, place) SELECT @name, folded(@name), coalesce(max(place) + 1, 0) FROM collections`),
    put: database.prepare<Row>(`
      INSERT INTO collections (id, name, folded_name, place) VALUES (@id, @name, folded(@name), @place)
      ON CONFLICT (id) DO UPDATE SET name = @name, folded_name = folded(@name), place = @place`),
    remove: database.prepare<[number]>("DELETE FROM collections WHERE id = ?"),
    members: database.prepare<[number], { photo: number; place: number }>(
      "SELECT photo, place FROM collection_photos WHERE collection = ? ORDER BY place, photo",
    ),
    putMember: database.prepare<{ collection: number; photo: number; place: number }>(`
      INSERT INTO collection_photos SELECT @collection, @photo, @place WHERE EXISTS (SELECT 1 FROM photos WHERE id = @photo)
      ON CONFLICT (collection, photo) DO UPDATE SET place = @place`),
    removeMember: database.prepare<[number, number]>("DELETE FROM collection_photos WHERE collection = ? AND photo = ?"),
  };

  /** Throws collection-unknown. */
  function rowOf(id: number): Row {
    const row = statements.row.get(id);
    if (row) return row;
    throw new AppError("collection-unknown", `There is no collection ${id} any more.`, "It was deleted; undo brings it back.");
  }

  /** Throws collection-unknown. */
  function get(id: number): Collection {
    return statements.one.get(rowOf(id).id) ?? { ...rowOf(id), photos: 0, cover: null };
  }

  function refuseTaken(name: string, by?: number): void {
    const other = statements.byName.get(name);
    if (other !== undefined && other !== by)
      throw new AppError("name-taken", `There is a collection "${name}" already.`, "Choose another name.", { data: { name } });
  }

  /** A name that came to be used while this one was away gets a number. */
  function freeName({ id, name }: Row): string {
    for (let number = 1; ; number++) {
      const free = number === 1 ? name : `${name} ${number}`;
      const owner = statements.byName.get(free);
      if (owner === undefined || owner === id) return free;
    }
  }

  const putRow = database.transaction((row: Row): Step => {
    const before = statements.row.get(row.id);
    statements.put.run({ ...row, name: freeName(row) });
    return before ? () => putRow(before) : () => remove(row.id);
  });

  const putMembers = database.transaction((collection: number, members: readonly Member[]): Step => {
    if (!statements.row.get(collection)) return () => putMembers(collection, members);
    const places = new Map(statements.members.all(collection).map(({ photo, place }) => [photo, place]));
    const before = members.map(({ photo }) => ({ photo, place: places.get(photo) ?? null }));
    for (const { photo, place } of members) {
      if (place === null) statements.removeMember.run(collection, photo);
      else statements.putMember.run({ collection, photo, place });
    }
    return () => putMembers(collection, before);
  });

  const remove = database.transaction((id: number): Step => {
    const row = rowOf(id);
    const members = statements.members.all(id);
    statements.remove.run(id);
    return database.transaction((): Step => {
      putRow(row);
      putMembers(id, members);
      return () => remove(id);
    });
  });

  const create = database.transaction((name: string, photos: readonly number[]): { id: number; step: Step } => {
    refuseTaken(name);
    const id = Number(statements.insert.run({ name }).lastInsertRowid);
    add(id, photos);
    return { id, step: () => remove(id) };
  });

  function rename(id: number, name: string): Step {
    refuseTaken(name, id);
    return putRow({ ...rowOf(id), name });
  }

  /** At the end, in the order given; members stay where they are. */
  function add(id: number, photos: readonly number[]): Step {
    const members = statements.members.all(rowOf(id).id);
    const known = new Set(members.map(({ photo }) => photo));
    const first = (members.at(-1)?.place ?? -1) + 1;
    const added = [...new Set(photos)].filter((photo) => !known.has(photo));
    return putMembers(
      id,
      added.map((photo, index) => ({ photo, place: first + index })),
    );
  }

  function take(id: number, photos: readonly number[]): Step {
    rowOf(id);
    return putMembers(
      id,
      photos.map((photo) => ({ photo, place: null })),
    );
  }

  /** Members among `photos` come, in that order, before the member `before`, or to the end. */
  function move(id: number, photos: readonly number[], before: number | null): Step {
    const members = statements.members.all(rowOf(id).id);
    const order = moved(
      members.map(({ photo }) => photo),
      photos,
      before,
    );
    const places = new Map(members.map(({ photo, place }) => [photo, place]));
    const changed = order.map((photo, place) => ({ photo, place })).filter(({ photo, place }) => places.get(photo) !== place);
    return putMembers(id, changed);
  }

  /** In this order; those that are left out come last. */
  const arrange = database.transaction((ids: readonly number[]): Step => {
    const rows = statements.rows.all();
    const rank = new Map(ids.map((id, index) => [id, index]));
    const order = rows.toSorted((a, b) => (rank.get(a.id) ?? rows.length) - (rank.get(b.id) ?? rows.length));
    for (const [place, row] of order.entries()) statements.put.run({ ...row, place });
    return () => arrange(rows.map(({ id }) => id));
  });

  return { list: (): Collection[] => statements.list.all(), get, create, rename, remove, add, take, move, arrange };
}

/** The members in `photos` stand together, in that order, before the first member from `before` on that is not one of them. */
function moved(members: readonly number[], photos: readonly number[], before: number | null): number[] {
  const known = new Set(members);
  const block = [...new Set(photos)].filter((photo) => known.has(photo));
  const inBlock = new Set(block);
  const target = before === null ? -1 : members.indexOf(before);
  const next = target < 0 ? undefined : members.slice(target).find((photo) => !inBlock.has(photo));
  const rest = members.filter((photo) => !inBlock.has(photo));
  const cut = next === undefined ? rest.length : rest.indexOf(next);
  return [...rest.slice(0, cut), ...block, ...rest.slice(cut)];
}
