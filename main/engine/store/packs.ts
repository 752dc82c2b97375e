/** The keys of what made vectors: vectors of different keys are never compared. */
import type { Database } from "better-sqlite3";

export type PackStore = ReturnType<typeof createPacks>;

export function createPacks(database: Database) {
  const add = database.prepare<[string, number]>("INSERT INTO packs (key, dims) VALUES (?, ?) ON CONFLICT (key) DO NOTHING");
  const get = database.prepare<[string], { id: number; dims: number }>("SELECT id, dims FROM packs WHERE key = ?");

  return {
    /** The row of a key, which is written at first use. Its vectors all have `dims` numbers. */
    idOf: (key: string, dims: number): number => {
      add.run(key, dims);
      const pack = get.get(key);
      if (pack?.dims !== dims) throw new Error(`Vectors of ${key} have ${pack?.dims} numbers, not ${dims}.`);
      return pack.id;
    },
    /** 0 for a key that has no vectors yet */
    dimsOf: (key: string): number => get.get(key)?.dims ?? 0,
  };
}
