/** Whether a file is of the kind that its name says: a host's page that asks to sign in comes under any name. */
import { open } from "node:fs/promises";
import { join } from "node:path";
import { AppError } from "../../contract/errors.ts";
import type { CataloguePart } from "./catalogue.ts";

/** How files of a kind begin: GGUF's mark, a zip's, the first field of an ONNX model (its version). */
const beginnings: Record<string, (text: string) => boolean> = {
  gguf: (text) => text.startsWith("GGUF"),
  pt: (text) => text.startsWith("PK"),
  onnx: (text) => text.charCodeAt(0) === 8,
  json: (text) => /^(\xef\xbb\xbf)?\s*[[{]/.test(text),
};

/** Throws pack-damaged, naming the file. */
export async function checkForm({ title, files }: CataloguePart, folder: string): Promise<void> {
  for (const { name } of files) {
    const isOfKind = beginnings[name.split(".").at(-1) ?? ""];
    if (isOfKind && !isOfKind(await beginningOf(join(folder, name))))
      throw new AppError(
        "pack-damaged",
        `"${name}" of "${title}" does not begin as such files do.`,
        "It may be a page of the host that asks for something: get the file with a browser, and import it.",
      );
  }
}

async function beginningOf(file: string): Promise<string> {
  const handle = await open(file);
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(16), 0, 16, 0).finally(() => handle.close());
  return buffer.toString("latin1", 0, bytesRead);
}
