/** Small values that outlive the program, and what the user has set. */
import type { Database } from "better-sqlite3";
import { type Settings, type SettingsChange, settingsSchema, usualSettings } from "../../../contract/settings.ts";
import type { Step } from "./marks.ts";

const userSettings = "user-settings";

export type SettingStore = ReturnType<typeof createSettings>;

export function createSettings(database: Database) {
  const read = database.prepare<[string], string>("SELECT value FROM settings WHERE name = ?").pluck();
  const write = database.prepare("INSERT INTO settings VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value");

  /** What was never set, or makes no sense to this version, is as usual. */
  function user(): Settings {
    const kept: unknown = JSON.parse(read.get(userSettings) ?? "{}");
    const known = Object.entries(settingsSchema.shape).flatMap(([name, schema]) => {
      const value = schema.safeParse(Reflect.get(Object(kept), name));
      return value.success ? [[name, value.data]] : [];
    });
    return settingsSchema.parse({ ...usualSettings, ...Object.fromEntries(known) });
  }

  function setUser(change: SettingsChange): Step {
    const before = user();
    write.run(userSettings, JSON.stringify({ ...before, ...change }));
    return () => setUser(before);
  }

  return {
    get: (name: string): string | undefined => read.get(name),
    set: (name: string, value: string): void => void write.run(name, value),
    user,
    setUser,
  };
}
