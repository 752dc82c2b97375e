/** A library that is damaged: its last copy takes its place, or a new one is built. Asked in the system's own dialog, since no page is there. */
import { copyFileSync, existsSync, renameSync, statSync } from "node:fs";
import { toAppError } from "../../contract/errors.ts";
import type { Question } from "./fetch-question.ts";
import type { Words } from "./words/en.ts";

export interface Damaged {
  /** Of the library's database, and of its copy, if there is one */
  database: string;
  backup: string | null;
}
type Remedy = "restore" | "rebuild" | "none";

/** Undefined: it is another error. */
export function damagedLibrary(error: unknown): Damaged | undefined {
  const { code, data } = toAppError(error);
  return code === "library-damaged" && data.path ? { database: data.path, backup: data.detail ?? null } : undefined;
}

export function damageQuestion({ backup }: Damaged, { damaged: words }: Words): Question {
  const buttons = [...(backup ? [words.restore] : []), words.rebuild, words.quit];
  return {
    type: "question",
    title: "Recompose",
    message: words.message(backup === null ? null : statSync(backup).mtime),
    detail: words.detail,
    buttons,
    defaultId: 0,
    cancelId: buttons.length - 1,
  };
}

/** What the button of that question stands for */
export function remedyOf({ backup }: Damaged, response: number): Remedy {
  const remedies: Remedy[] = backup ? ["restore", "rebuild"] : ["rebuild"];
  return remedies[response] ?? "none";
}

/** The damaged files stay beside it under other names. */
export function mendLibrary({ database, backup }: Damaged, remedy: Remedy): void {
  if (remedy === "none") return;
  for (const end of ["", "-wal", "-shm"]) if (existsSync(`${database}${end}`)) renameSync(`${database}${end}`, `${database}.damaged${end}`);
  if (remedy === "restore" && backup) copyFileSync(backup, database);
}
