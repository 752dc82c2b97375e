/** What hosts serve, without an engine or a build: a small page, and handlers that know one photo. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { EngineApi } from "../../contract/api.ts";
import { AppError } from "../../contract/errors.ts";
import type { PagePacksHandlers } from "../../contract/page-packs.ts";
import { temporaryFolder } from "./folders.ts";

/** A page folder beside a file that must never be served. */
export function smallPage(): string {
  const outside = temporaryFolder();
  const page = join(outside, "page");
  mkdirSync(join(page, "assets"), { recursive: true });
  writeFileSync(join(outside, "secret.txt"), "secret");
  writeFileSync(join(page, "index.html"), "<!doctype html><title>Recompose</title>");
  writeFileSync(join(page, "assets", "main-1a2b.js"), "export {};");
  return page;
}

export const picture = Uint8Array.of(1, 2, 3, 255);

/** Only what the hosts' own routes ask for; photo 7 exists, photo 6 cannot be read. */
export function onePhotoEngine(): EngineApi {
  const image = async ({ photo }: { photo: number }) => {
    if (photo === 7) return { type: "image/webp", bytes: picture };
    if (photo === 6) throw new AppError("file-damaged", "The picture is damaged.", "Copy it again.");
    throw new AppError("photo-unknown", `There is no photo ${photo}.`, "Search again.");
  };
  const handlers: Partial<EngineApi> = {
    thumbnail: image,
    preview: image,
    rescan: async () => ({}),
  };
  return handlers as EngineApi;
}

/** Nothing can be had, and nothing was ever fetched. */
export function noPacks(): PagePacksHandlers {
  const handlers: Partial<PagePacksHandlers> = {
    list: async () => ({ parts: [], profiles: [], inUse: null, coming: null, memoryBytes: 1, asksItself: false }),
    requests: async () => [],
  };
  return handlers as PagePacksHandlers;
}
