/** Tiny models of chance with the files of the real ones, and PyTorch's figures; models/export/tiny made them. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "..", "fixtures", "hub");

export function tinyFile(...path: string[]): string {
  return join(root, ...path);
}

/** In the first of these folders that has it: what is made smaller lies apart from what is the same for all. */
export function tinyFileIn(folders: readonly string[], name: string): string {
  return tinyFile(folders.find((folder) => existsSync(tinyFile(folder, name))) ?? folders[0] ?? "", name);
}

export function tinyReference<T>(model: string): T {
  return JSON.parse(readFileSync(tinyFile(model, "reference.json"), "utf8"));
}

/** Little-endian float32 in base64 */
export function floatsOf(text: string): Float32Array<ArrayBuffer> {
  return new Float32Array(new Uint8Array(Buffer.from(text, "base64")).buffer);
}

/** Infinities that are the same do not differ. */
export function greatestDifference(a: Float32Array, b: Float32Array): number {
  const difference = (value: number, other = Number.NaN) => (value === other ? 0 : Math.abs(value - other));
  return a.length === b.length
    ? a.reduce((most, value, index) => Math.max(most, difference(value, b[index])), 0)
    : Number.POSITIVE_INFINITY;
}
