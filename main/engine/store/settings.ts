/** Small values that outlive the program. */
import type { Database } from "better-sqlite3";

export type SettingStore = ReturnType<typeof createSettings>;

export function createSettings(database: Database) {
  const read = database.prepare<[string], string>("SELECT value FROM settings WHERE name = ?").pluck();
  const write = database.prepare("INSERT INTO settings VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value");
  return {
    get: (name: string): string | undefined => read.get(name),
    set: (name: string, value: string): void => void write.run(name, value),
  };
}
