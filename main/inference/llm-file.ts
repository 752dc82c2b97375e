/** Which language model a file is, and whether the pack brings an adapter for exactly this one. */
import { stat } from "node:fs/promises";
import { basename } from "node:path";
import type { ModelInfo } from "../../contract/models.ts";
import { type Pack, sha256 } from "./pack.ts";
import { promptVersion } from "./prompts.ts";

export interface LlmFile {
  info: NonNullable<ModelInfo["llm"]>;
  file: string;
  /** The pack's adapter for it */
  adapter: string | null;
}

export interface PackOfAdapter extends Pick<Pack, "path"> {
  manifest: Pick<Pack["manifest"], "title" | "files" | "llm">;
}

/** Null: no file is named, or it is not there. */
export async function findLlm(file: string | null, pack: PackOfAdapter): Promise<LlmFile | null> {
  const found = file === null ? undefined : await stat(file).catch(() => undefined);
  if (file === null || !found?.isFile()) return null;
  const title = basename(file).replace(/\.gguf$/i, "");
  const fitting = await adapterFor(file, found.size, pack);
  if (!fitting) return { info: { key: `${title}-${found.size}/untaught/${promptVersion}`, title }, file, adapter: null };
  const key = `${title}-${found.size}/${fitting.sha256.slice(0, 12)}/${promptVersion}`;
  return { info: { key, title: `${title} + ${pack.manifest.title}` }, file, adapter: fitting.path };
}

/** An adapter made for other weights would garble every answer: the file's checksum decides, and is computed only if the size is right. */
async function adapterFor(file: string, bytes: number, pack: PackOfAdapter): Promise<{ path: string; sha256: string } | undefined> {
  const { llm, files } = pack.manifest;
  if (!llm || llm.for.bytes !== bytes || llm.for.sha256 !== (await sha256(file).catch(() => ""))) return undefined;
  return { path: pack.path(llm.adapter), sha256: files[llm.adapter]?.sha256 ?? "" };
}
