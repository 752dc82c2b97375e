/** The real catalogue's CLIP + BLIP-2 + LLM profile with tiny weights: its files on a hub of this computer, pinned. */
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import catalogue from "../../models/catalogue.json" with { type: "json" };
import type { HubFile } from "./hub.ts";
import { sha256 } from "./hub.ts";
import { tinyFile, tinyReference } from "./tiny-hub.ts";

const folders: Record<string, string> = { encoder: "clip", phi: "phi", captioner: "blip2", llm: "llm" };
const names: Record<string, string> = {
  "lincir_large.pt": "SEARLE_ViT-B32.pt",
  "Qwen3-4B-Instruct-2507-Q4_K_M.gguf": "tiny.gguf",
};

export const tinyProfile = "clip-l14-blip2";

interface Captioner {
  image: { size: number };
  begin: number;
  end: number;
  sampling: { captions: number; maxTokens: number };
}

/** `folder`: where catalogue.json is written. */
export function tinyCatalogue(folder: string): { catalogue: string; files: Record<string, HubFile> } {
  const profile = catalogue.profiles.find(({ id }) => id === tinyProfile);
  const files: Record<string, HubFile> = {};
  const parts = structuredClone(catalogue.parts.filter(({ id }) => profile?.parts.includes(id))).map((part) => {
    const own = part.files.flatMap((file) => {
      const path = tinyFile(folders[part.kind] ?? "", names[file.name] ?? file.name);
      if (!statSync(path, { throwIfNoEntry: false })) return [];
      const content = readFileSync(path);
      const url = file.url?.replace("/REV/", "/0000000/");
      files[url === undefined ? `/${part.id}/${file.name}` : new URL(url).pathname] = { content };
      return [{ ...file, revision: "0000000", bytes: content.length, about: content.length, sha256: sha256(content) }];
    });
    return { ...part, files: own, manifest: shrunk(part.manifest) };
  });
  const file = join(folder, "catalogue.json");
  writeFileSync(file, JSON.stringify({ format: 1, parts, profiles: [catalogue.profiles[0], profile] }));
  return { catalogue: file, files };
}

function shrunk(manifest: object): object {
  const { captioner, image, text } = manifest as { captioner?: Captioner; image?: object; text?: object };
  const { end } = tinyReference<{ end: number }>("blip2");
  const sampling = { topP: 0.9, temperature: 1, captions: 3, maxTokens: 6 };
  return {
    ...manifest,
    ...(image && text && { dims: 32, image: { ...image, size: 32 }, text: { ...text, pseudo: { token: "$", width: 32 } } }),
    ...(captioner && { captioner: { ...captioner, image: { ...captioner.image, size: 28 }, begin: 2, end, sampling } }),
  };
}
