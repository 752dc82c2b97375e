/** Whether a folder is one that the library knows from another place: by some of its photos. */
import { basename } from "node:path";
import pMap from "p-map";
import { AppError } from "../../contract/errors.ts";
import { fingerprintFile } from "./identity.ts";
import { movedPath } from "./store/folders.ts";
import { shown } from "./store/paths.ts";

export interface Sampled {
  path: Buffer;
  fingerprint: string;
}

/** So much of the sample has to be there, unchanged. */
const enough = 0.5;

/** Throws folder-other unless photos of `from` lie in `to` under the same names, with the same content. */
export async function checkSame(sample: readonly Sampled[], from: Buffer, to: Buffer): Promise<void> {
  const isThere = ({ path, fingerprint }: Sampled) =>
    fingerprintFile(movedPath(path, from, to)).then(
      (found) => found === fingerprint,
      () => false,
    );
  const found = await pMap(sample, isThere, { concurrency: 4 });
  if (found.filter(Boolean).length >= enough * sample.length) return;
  const data = { path: shown(to), name: basename(shown(from)) };
  throw new AppError("folder-other", `${data.path} does not hold the photos of ${data.name}.`, "Choose the folder that it is now.", {
    data,
  });
}
