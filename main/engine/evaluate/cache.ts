/** What evaluation has computed, kept beside the library: the next run goes on from there, and another pack never meets it. */
import { join } from "node:path";
import Database from "better-sqlite3";

export interface Cache {
  get(kind: string, key: string): Uint8Array | undefined;
  put(kind: string, key: string, value: Uint8Array): void;
  close(): void;
}

export function openCache(folder: string): Cache {
  const database = new Database(join(folder, "evaluation.db"));
  database.pragma("journal_mode = WAL");
  database.pragma("synchronous = NORMAL");
  database.exec("CREATE TABLE IF NOT EXISTS kept (kind TEXT, key TEXT, value BLOB NOT NULL, PRIMARY KEY (kind, key)) WITHOUT ROWID");
  const get = database.prepare<[string, string], Buffer>("SELECT value FROM kept WHERE kind = ? AND key = ?").pluck();
  const put = database.prepare("INSERT INTO kept VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET value = excluded.value");
  return {
    get: (kind, key) => get.get(kind, key),
    put: (kind, key, value) => {
      put.run(kind, key, value);
    },
    close: () => {
      database.close();
    },
  };
}

export function textOf(value: Uint8Array): string {
  return Buffer.from(value).toString("utf8");
}

export function floatsOf(value: Uint8Array): Float32Array<ArrayBuffer> {
  return new Float32Array(new Uint8Array(value).buffer);
}

export function bytesOf({ buffer, byteOffset, byteLength }: Float32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
