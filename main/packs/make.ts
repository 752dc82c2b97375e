/** Files that are made here of files that came. */
import { createWriteStream } from "node:fs";
import { readFile, rename } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { CataloguePart } from "./catalogue.ts";
import { whileWriting } from "./files.ts";
import { phiGraph } from "./onnx/phi.ts";
import { addPseudoToken } from "./onnx/pseudo-token.ts";
import { readTorchFile } from "./torch-file.ts";

type Making = CataloguePart["make"][number];

/** `original`: the sha256 of the file that it is made of. Throws pack-damaged when that is not what it should be. */
export async function makeFile(folder: string, { from, to, by, width }: Making, original: string): Promise<void> {
  const source = join(folder, from);
  const message = by === "phi" ? phiGraph(await readTorchFile(source), width) : addPseudoToken(await readFile(source), original);
  const target = join(folder, to);
  const write = createWriteStream(`${target}.part`, { flush: true });
  await pipeline(Readable.from(message), write).catch(whileWriting(target));
  await rename(`${target}.part`, target);
}
