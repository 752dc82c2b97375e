/** The paper's profile with tiny weights, brought from files. */
import { join } from "node:path";
import { createHandlers } from "../../main/packs/handlers.ts";
import { tinyCatalogue, tinyProfile } from "./tiny-catalogue.ts";
import { tinyFile } from "./tiny-hub.ts";

/** Resolves with the folder of the pack, which lies in `folder`. */
export async function installTinyPack(folder: string): Promise<string> {
  const { catalogue } = tinyCatalogue(folder);
  const packs = createHandlers({ folder: join(folder, "packs"), catalogue });
  const parts = {
    "clip-l14": tinyFile("clip"),
    "cap-blip2-6.7b-coco": tinyFile("blip2"),
    "phi-lincir-l14": tinyFile("phi", "SEARLE_ViT-B32.pt"),
    "llm-qwen3-4b-2507": tinyFile("llm"),
  };
  for (const [part, path] of Object.entries(parts)) await packs.importFrom({ path, part });
  return join(folder, "packs", "profiles", tinyProfile);
}
