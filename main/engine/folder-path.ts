/** The folder that a user named, as the file system knows it. */
import { readdir, realpath, stat } from "node:fs/promises";
import { resolve } from "node:path";
import { AppError } from "../../contract/errors.ts";
import { shown } from "./store/paths.ts";

/** The real, absolute path. Throws folder-missing, not-a-folder, folder-forbidden, folder-unreadable. */
export async function folderPath(text: string): Promise<Buffer> {
  const path = resolve(text);
  try {
    const real = await realpath(path, { encoding: "buffer" });
    if (!(await stat(real)).isDirectory())
      throw new AppError("not-a-folder", `${path} is a file.`, "Choose the folder that it lies in.", { data: { path } });
    await readdir(real);
    return real;
  } catch (error) {
    throw error instanceof AppError ? error : folderError(error, Buffer.from(path));
  }
}

/** What the file system said about a folder, in words. */
export function folderError(error: unknown, path: Buffer): AppError {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  const reason = error instanceof Error ? error.message : String(error);
  const options = { cause: error, data: { path: shown(path), detail: reason } };
  if (code === "ENOENT" || code === "ENOTDIR")
    return new AppError("folder-missing", `The folder ${shown(path)} is not there.`, "Check the path, or connect the drive.", options);
  if (code === "EACCES" || code === "EPERM")
    return new AppError(
      "folder-forbidden",
      `No permission to read the folder ${shown(path)}.`,
      "Allow reading it, then try again.",
      options,
    );
  return new AppError("folder-unreadable", `The folder ${shown(path)} could not be read (${reason}).`, "Check the drive.", options);
}
