/** Tiny models of chance with the files of the real ones, and PyTorch's figures; models/export/tiny.py made them. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "..", "fixtures", "hub");

export function tinyFile(...path: string[]): string {
  return join(root, ...path);
}

export function tinyReference<T>(model: string): T {
  return JSON.parse(readFileSync(tinyFile(model, "reference.json"), "utf8"));
}

/** Little-endian float32 in base64 */
export function floatsOf(text: string): Float32Array<ArrayBuffer> {
  return new Float32Array(new Uint8Array(Buffer.from(text, "base64")).buffer);
}

export function greatestDifference(a: Float32Array, b: Float32Array): number {
  return a.reduce((most, value, index) => Math.max(most, Math.abs(value - (b[index] ?? Number.POSITIVE_INFINITY))), a.length - b.length);
}
