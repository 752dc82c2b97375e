/** `recompose forget`, `gone` and `moved`: what becomes of folders. */
import { count, print, printable, printJson } from "./output.ts";
import { type Command, exitCodes } from "./run.ts";

export async function forgetFolder({ engine, signal, json }: Command, path: string): Promise<number> {
  const answer = await engine.forgetFolder({ path, erase: true }, { signal });
  if (json) printJson(answer);
  else print(`Forgot ${count(answer.forgotten, "photo")} of ${printable(path)}. The files are as they were.`);
  return exitCodes.done;
}

/** Or erased at once: the next command would be the next start. */
export async function settleGone({ engine, signal, json }: Command, path: string, keep: boolean): Promise<number> {
  const answer = await engine.settleGone({ path, answer: keep ? "keep" : "erase" }, { signal });
  if (json) printJson(answer);
  else
    print(`What is gone from ${printable(path)} ${keep ? "stays listed" : "is listed no more, and what the index knew of it is erased"}.`);
  return exitCodes.done;
}

export async function moveFolder({ engine, signal, json }: Command, path: string, to: string): Promise<number> {
  const folder = await engine.moveFolder({ path, to }, { signal });
  if (json) printJson(folder);
  else print(`${printable(path)} is ${printable(folder.path)} now, with ${count(folder.photos, "photo")}. Nothing is read again.`);
  return exitCodes.done;
}
