/** Results go to stdout, all else to stderr; progress only where a terminal shows it. */
import { toAppError } from "../../contract/errors.ts";

export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

export function printJson(value: unknown): void {
  print(JSON.stringify(value));
}

export function note(line: string): void {
  process.stderr.write(`${line}\n`);
}

export function complain(error: unknown): void {
  note(`recompose: ${printable(toAppError(error).message)}`);
}

/** File names may hold anything, also what a terminal takes for a command. */
export function printable(text: string): string {
  return text.replace(/\p{Cc}/gu, (sign) => `\\x${(sign.codePointAt(0) ?? 0).toString(16).padStart(2, "0")}`);
}

/** "1 file", "2 files" */
export function count(number: number, noun: string): string {
  return `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;
}

/** One line on stderr that is written over again and again. */
export function showProgress(line: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${line.slice(0, process.stderr.columns - 1)}`);
}

export function endProgress(): void {
  if (process.stderr.isTTY) process.stderr.write("\r\u001b[K");
}
