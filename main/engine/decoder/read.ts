/**
 * The content of a file, whole and unchanged while it was read. Files are opened for reading only.
 * Reading blocks this process: it has nothing else to do, and each step of asynchronous reading costs as much as all of it.
 */
import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import type { DecoderSource } from "../../../contract/decoder.ts";
import { AppError } from "../../../contract/errors.ts";
import { checkBytes } from "./limits.ts";

export function readSource(source: DecoderSource): Buffer {
  if ("path" in source) return readFile(Buffer.from(source.path));
  checkBytes(source.bytes.length);
  return Buffer.from(source.bytes.buffer, source.bytes.byteOffset, source.bytes.length);
}

function readFile(path: Buffer): Buffer {
  let file: number | undefined;
  try {
    // Without O_NONBLOCK, opening a named pipe waits for its other end.
    file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    return readUnchanged(file);
  } catch (error) {
    throw unreadable(error);
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

function readUnchanged(file: number): Buffer {
  const before = fstatSync(file);
  if (!before.isFile()) throw new AppError("file-unreadable", "Not a file.");
  checkBytes(before.size);
  const bytes = Buffer.allocUnsafeSlow(before.size);
  let length = 0;
  for (let more = 1; more > 0 && length < before.size; length += more) more = readSync(file, bytes, length, before.size - length, length);
  const after = fstatSync(file);
  if (length === before.size && after.size === before.size && after.mtimeMs === before.mtimeMs) return bytes;
  throw new AppError("file-changed", "The file changed while it was read.", "It is read again later.");
}

function unreadable(error: unknown): unknown {
  if (error instanceof AppError || !(error instanceof Error && "code" in error)) return error;
  const options = { cause: error };
  if (error.code === "ENOENT" || error.code === "ENOTDIR") {
    return new AppError("file-missing", "The file is gone.", "Rescan the folder.", options);
  }
  if (error.code === "EACCES" || error.code === "EPERM") {
    return new AppError("file-forbidden", "No permission.", "Allow your user to read the file, then retry.", options);
  }
  return new AppError("file-unreadable", `The file cannot be read (${error.code}).`, "Check the drive or share, then retry.", {
    ...options,
    data: { detail: String(error.code) },
  });
}
