/** Models that the user brings by hand, as files: they are checked, installed, and the library changes to them. */
import { basename } from "node:path";
import type { EngineApi } from "../../contract/api.ts";
import { AppError } from "../../contract/errors.ts";
import type { PacksApi } from "../../contract/packs.ts";

type Packs = Pick<PacksApi, "importFrom" | "list">;

/** path: of a folder. Resolves with the title of the pack that the library changes to. Throws pack-incomplete while other parts are missing, and what `importFrom` throws. */
export async function addModels(packs: Packs, engine: Pick<EngineApi, "usePack">, path: string): Promise<string> {
  const { fetched } = await packs.importFrom({ path });
  const came = new Set(fetched.map(({ part }) => part));
  const { profiles } = await packs.list({});
  const whole = profiles.find(({ parts, folder }) => folder !== null && parts.some((part) => came.has(part)));
  if (whole) {
    await engine.usePack({ folder: whole.folder });
    return whole.title;
  }
  const names = [...came].join(", ");
  const missing = names ? `${names}: other parts of the model are still missing` : "No file of a known model that is not here already";
  throw new AppError("pack-incomplete", `"${basename(path)}" was read. ${missing}.`, "Add the others from their folder.", {
    data: { name: basename(path), detail: names },
  });
}
