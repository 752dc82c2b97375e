/** A profile of the real catalogue with tiny weights: its files on a hub of this computer, pinned. */
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import catalogue from "../../models/catalogue.json" with { type: "json" };
import type { HubFile } from "./hub.ts";
import { sha256 } from "./hub.ts";
import { tinyFileIn, tinyReference } from "./tiny-hub.ts";

/** Where the tiny files of a part lie; the start of its id is enough. */
const folders: Record<string, string> = {
  phi: "phi",
  llm: "llm",
  "clip-bigg14": "bigg",
  "clip-": "clip",
  "cap-blip2": "blip2",
  "cap-florence2": "florence2",
  "cap-smolvlm": "smolvlm",
};
const names: Record<string, string> = {
  "lincir_large.pt": "SEARLE_ViT-B32.pt",
  "phi_best_giga_openclip.pt": "SEARLE_ViT-B32.pt",
  "Qwen3-4B-Instruct-2507-Q4_K_M.gguf": "tiny.gguf",
};

export const tinyProfile = "clip-l14-blip2";
export const largestProfile = "clip-bigg14-blip2";
/** Of parts of the catalogue, but none of its profiles: a host's own list can put together others. */
const smolvlm = {
  id: "clip-b32-smolvlm",
  title: "CLIP B/32 + SmolVLM + Qwen3",
  parts: ["clip-b32", "phi-searle-b32", "cap-smolvlm-256m", "llm-qwen3-4b-2507"],
};
export const smolvlmProfile = smolvlm.id;

interface Captioner {
  image: object;
  sampling: object;
}

/** `folder`: where catalogue.json is written. The paper's largest profile has its captioner in 4 bits. */
export function tinyCatalogue(folder: string, id = tinyProfile): { catalogue: string; files: Record<string, HubFile> } {
  const profile = [...catalogue.profiles, smolvlm].find((profile) => profile.id === id);
  const files: Record<string, HubFile> = {};
  const parts = structuredClone(catalogue.parts.filter(({ id }) => profile?.parts.includes(id))).map((part) => {
    const own = part.files.flatMap((file) => {
      const own = folderOf(part.id);
      const path = tinyFileIn(id === largestProfile ? [`${own}-int4`, own] : [own], names[file.name] ?? file.name);
      if (!statSync(path, { throwIfNoEntry: false })) return [];
      const content = readFileSync(path);
      const url = file.url?.replace("/REV/", "/0000000/");
      files[url === undefined ? `/${part.id}/${file.name}` : new URL(url).pathname] = { content };
      return [{ ...file, revision: "0000000", bytes: content.length, about: content.length, sha256: sha256(content) }];
    });
    const make = part.make.map((making) => ("width" in making ? { ...making, width: tinyWidth } : making));
    return { ...part, files: own, make, manifest: shrunk(part.manifest, folderOf(part.id)) };
  });
  const file = join(folder, "catalogue.json");
  writeFileSync(file, JSON.stringify({ format: 1, parts, profiles: [catalogue.profiles[0], profile] }));
  return { catalogue: file, files };
}

/** The same, of whose files nobody noted anything. `about`: how many bytes each is said to have, about. */
export function unpinnedCatalogue(folder: string, id = tinyProfile, about?: number): string {
  const { catalogue: file } = tinyCatalogue(folder, id);
  const content = JSON.parse(readFileSync(file, "utf8"));
  for (const { files } of content.parts)
    for (const one of files) Object.assign(one, { bytes: null, sha256: null, revision: null, about: about ?? one.about });
  writeFileSync(file, JSON.stringify(content));
  return file;
}

function folderOf(part: string): string {
  return Object.entries(folders).find(([start]) => part.startsWith(start))?.[1] ?? "";
}

/** Of all vectors */
const tinyWidth = 32;
/** Sides of photos, in pixels, and the tokens of a captioner where they are others than those of the real one. */
const sides: Record<string, number> = { clip: 32, bigg: 32, blip2: 28, florence2: 64, smolvlm: 32 };
const endOf = (model: string) => tinyReference<{ end: number }>(model).end;
const tokens: Record<string, object> = { blip2: { begin: 2, end: endOf("blip2") }, smolvlm: { end: endOf("smolvlm") } };

function shrunk(manifest: object, folder: string): object {
  const { captioner, image, text } = manifest as { captioner?: Captioner; image?: object; text?: object };
  const size = sides[folder];
  const sampling = { topP: 0.9, temperature: 1, captions: 3, maxTokens: 6 };
  return {
    ...manifest,
    ...(image && text && { dims: tinyWidth, image: { ...image, size }, text: { ...text, pseudo: { token: "$", width: tinyWidth } } }),
    ...(captioner && {
      captioner: { ...captioner, image: { ...captioner.image, size }, ...tokens[folder], sampling: { ...captioner.sampling, ...sampling } },
    }),
  };
}
