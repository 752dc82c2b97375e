/** The content of a file, whole and unchanged while it was read. Files are opened for reading only. */
import { constants, type FileHandle, open } from "node:fs/promises";
import type { DecoderSource } from "../../../contract/decoder.ts";
import { AppError } from "../../../contract/errors.ts";
import { checkBytes } from "./limits.ts";

export async function readSource(source: DecoderSource): Promise<Buffer> {
  if ("path" in source) return await readFile(Buffer.from(source.path));
  checkBytes(source.bytes.length);
  return Buffer.from(source.bytes.buffer, source.bytes.byteOffset, source.bytes.length);
}

async function readFile(path: Buffer): Promise<Buffer> {
  let file: FileHandle | undefined;
  try {
    // Without O_NONBLOCK, opening a named pipe waits for its other end.
    file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    return await readUnchanged(file);
  } catch (error) {
    throw unreadable(error);
  } finally {
    await file?.close();
  }
}

async function readUnchanged(file: FileHandle): Promise<Buffer> {
  const before = await file.stat();
  if (!before.isFile()) throw new AppError("file-unreadable", "Not a file.");
  checkBytes(before.size);
  const bytes = Buffer.allocUnsafeSlow(before.size);
  const { bytesRead } = await file.read(bytes, 0, before.size, 0);
  const after = await file.stat();
  const unchanged = bytesRead === before.size && after.size === before.size && after.mtimeMs === before.mtimeMs;
  if (unchanged) return bytes;
  throw new AppError("file-changed", "The file changed while it was read.", "It is read again later.");
}

function unreadable(error: unknown): unknown {
  if (error instanceof AppError || !(error instanceof Error && "code" in error)) return error;
  const options = { cause: error };
  if (error.code === "ENOENT" || error.code === "ENOTDIR") {
    return new AppError("file-missing", "The file is gone.", "Rescan the folder.", options);
  }
  if (error.code === "EACCES" || error.code === "EPERM") {
    return new AppError("file-unreadable", "No permission.", "Allow your user to read the file, then retry.", options);
  }
  return new AppError("file-unreadable", `The file cannot be read (${error.code}).`, "Check the drive or share, then retry.", options);
}
