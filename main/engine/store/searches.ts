/** Saved searches and the small copies of their photos from outside. Every change gives the step that takes it back. */
import type { Database } from "better-sqlite3";
import type { SavedSearch } from "../../../contract/collections.ts";
import { AppError } from "../../../contract/errors.ts";
import { type Filter, type FilterFields, type Query, querySchema } from "../../../contract/types.ts";
import { isInside, movedPath, withSeparator } from "./folders.ts";
import type { Step } from "./marks.ts";
import { shown } from "./paths.ts";

/** A photo from outside, as it was when the search was saved. */
export interface KeptReference {
  /** Its query names it `kept-<number>`. */
  number: number;
  name: string;
  /** WebP or JPEG */
  thumbnail: Buffer;
  /** What made the vector */
  pack: string;
  /** Little-endian float32 of unit length */
  embedding: Buffer;
  norm: number;
  /** side x side x 3 bytes RGB, for captions */
  pixels: Buffer;
}

export type StoredSearch = Omit<SavedSearch, "line">;

interface Row {
  id: number;
  name: string;
  query: string;
  savedAt: number;
}

/** The fields as they are to be; undefined: as they are. */
type FieldsChange = (fields: FilterFields) => FilterFields | undefined;

/** A search with all that belongs to it. */
interface Whole extends Row {
  references: KeptReference[];
  /** So many folders had moved when it was like this: one that is put back follows those that moved since. */
  moves: number;
}

export type SearchStore = ReturnType<typeof createSearches>;

export function createSearches(database: Database) {
  const columns = "id, name, query, saved_at AS savedAt";
  const statements = {
    list: database.prepare<[], Row>(`SELECT ${columns} FROM saved_searches ORDER BY folded_name`),
    one: database.prepare<[number], Row>(`SELECT ${columns} FROM saved_searches WHERE id = ?`),
    byName: database.prepare<[string], number>("SELECT id FROM saved_searches WHERE folded_name = folded(?)").pluck(),
    nextId: database.prepare<[], number>("SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'saved_searches'), 0) + 1").pluck(),
    put: database.prepare<Row>(`
      INSERT INTO saved_searches (id, name, folded_name, query, saved_at) VALUES (@id, @name, folded(@name), @query, @savedAt)
      ON CONFLICT (id) DO UPDATE SET name = @name, folded_name = folded(@name), query = @query, saved_at = @savedAt`),
    remove: database.prepare<[number]>("DELETE FROM saved_searches WHERE id = ?"),
    references: database.prepare<[number], KeptReference>(
      "SELECT number, name, thumbnail, pack, embedding, norm, pixels FROM kept_references WHERE search = ? ORDER BY number",
    ),
    keptNames: database.prepare<[number], [number, string]>("SELECT number, name FROM kept_references WHERE search = ?").raw(),
    putReference: database.prepare<KeptReference & { search: number }>(
      "INSERT INTO kept_references VALUES (@search, @number, @name, @thumbnail, @pack, @embedding, @norm, @pixels)",
    ),
    removeReferences: database.prepare<[number]>("DELETE FROM kept_references WHERE search = ?"),
  };

  /** Folders that moved since the library was opened */
  const moves: FieldsChange[] = [];

  /** Throws search-unknown. */
  function whole(id: number): Whole {
    const row = statements.one.get(id);
    if (row) return { ...row, references: statements.references.all(id), moves: moves.length };
    throw new AppError("search-unknown", `There is no saved search ${id} any more.`, "It was deleted; undo brings it back.");
  }

  const put = database.transaction(({ references, moves: followed, ...row }: Whole): Step => {
    const before = statements.one.get(row.id) && whole(row.id);
    const query = moves.slice(followed).reduce((query, move) => changedQuery(query, move) ?? query, row.query);
    statements.put.run({ ...row, query, name: freeName(row) });
    statements.removeReferences.run(row.id);
    for (const reference of references) statements.putReference.run({ search: row.id, ...reference });
    return before ? () => put(before) : () => remove(row.id);
  });

  const remove = database.transaction((id: number): Step => {
    const before = whole(id);
    statements.remove.run(id);
    return () => put(before);
  });

  function refuseTaken(name: string, by?: number): void {
    const other = statements.byName.get(name);
    if (other !== undefined && other !== by)
      throw new AppError("name-taken", `There is a saved search "${name}" already.`, "Choose another name.", { data: { name } });
  }

  /** A name that came to be used while this one was away gets a number. */
  function freeName({ id, name }: Row): string {
    for (let number = 1; ; number++) {
      const free = number === 1 ? name : `${name} ${number}`;
      const owner = statements.byName.get(free);
      if (owner === undefined || owner === id) return free;
    }
  }

  /** As a new one, or over that one. Throws name-taken, search-unknown. */
  function save(name: string, query: Query, references: KeptReference[], over?: number): { id: number; step: Step } {
    refuseTaken(name, over);
    const id = over === undefined ? (statements.nextId.get() ?? 1) : whole(over).id;
    return { id, step: put({ id, name, query: JSON.stringify(query), savedAt: Date.now(), references, moves: moves.length }) };
  }

  function rename(id: number, name: string): Step {
    refuseTaken(name, id);
    return put({ ...whole(id), name });
  }

  /** In the filters of all searches. */
  const changeFilters = database.transaction((change: FieldsChange): Step => {
    const asking = statements.list.all().flatMap(({ id, query }) => {
      const changed = changedQuery(query, change);
      return changed === undefined ? [] : [{ ...whole(id), query: changed }];
    });
    return putAll(asking);
  });

  const putAll = database.transaction((searches: readonly Whole[]): Step => {
    const before = searches.flatMap(({ id }) => (statements.one.get(id) ? [whole(id)] : []));
    for (const search of searches) put(search);
    return () => putAll(before);
  });

  return {
    list: (): StoredSearch[] => statements.list.all().map(searchOf),
    /** Throws search-unknown, as the others do. */
    get: (id: number): StoredSearch => searchOf(whole(id)),
    byName: (name: string): number | undefined => statements.byName.get(name),
    references: (id: number): KeptReference[] => whole(id).references,
    /** Names of its photos from outside, by their numbers */
    keptNames: (id: number): Map<number, string> => new Map(statements.keptNames.all(id)),
    save,
    rename,
    /** In the filters of all searches, whatever the case of its letters. */
    renameCollection: (from: string, to: string): Step =>
      changeFilters((fields) => renamedIn(fields, "collections", (name) => (name.toLowerCase() === from.toLowerCase() ? to : name))),
    /** What filters call by its path, the folder or one in it, they call by its new path. Names and parts of paths stay as they are. */
    moveFolder: (from: Buffer, to: Buffer): void => {
      const [before, now] = [Buffer.from(shown(from)), Buffer.from(shown(to))];
      const move: FieldsChange = (fields) => renamedIn(fields, "folders", (name) => movedName(name, before, now));
      changeFilters(move);
      moves.push(move);
    },
    remove,
  };
}

function searchOf({ id, name, query, savedAt }: Row): StoredSearch {
  return { id, name, query: querySchema.parse(JSON.parse(query)), savedAt };
}

/** As JSON; undefined: it stays as it is. */
function changedQuery(json: string, change: FieldsChange): string | undefined {
  const { filter, ...query } = querySchema.parse(JSON.parse(json));
  const changed = changedFilter(filter, change);
  return changed && JSON.stringify({ ...query, filter: changed });
}

function changedFilter({ not, ...fields }: Filter, change: FieldsChange): Filter | undefined {
  const [kept, left] = [change(fields), not && change(not)];
  return kept || left ? { ...(kept ?? fields), ...(not && { not: left ?? not }) } : undefined;
}

function renamedIn(fields: FilterFields, field: "collections" | "folders", rename: (name: string) => string): FilterFields | undefined {
  const names = fields[field] ?? [];
  const renamed = names.map(rename);
  return renamed.some((name, index) => name !== names[index]) ? { ...fields, [field]: renamed } : undefined;
}

function movedName(name: string, from: Buffer, to: Buffer): string {
  const path = withSeparator(Buffer.from(name));
  if (path.equals(withSeparator(from))) return shown(to);
  return isInside(path, from) ? shown(movedPath(Buffer.from(name), from, to)) : name;
}
