/**
 * A table of edits to read and judge: the queries of flickr-cir dev, with the first human caption of their reference.
 * node scripts/show-edits.ts DATA [--count 60] [--rules] [--llm FILE] [--pack DIR]
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { createEditor } from "../main/inference/edit-captions.ts";
import { openLanguageModel } from "../main/inference/llm.ts";
import { findLlm } from "../main/inference/llm-file.ts";
import { readPack } from "../main/inference/pack.ts";
import { defaultLanguageModel } from "../main/paths.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    count: { type: "string", default: "60" },
    rules: { type: "boolean", default: false },
    llm: { type: "string", default: defaultLanguageModel() },
    pack: { type: "string", default: join(import.meta.dirname, "..", "models", "starter") },
  },
});
const [data = "../shared/data"] = positionals;

const captions = firstCaptions(readFileSync(join(data, "flickr8k", "captions.txt"), "utf8"));
const queries: { reference: string; edit: string; kind: string }[] = JSON.parse(readFileSync(join(data, "flickr-cir", "dev.json"), "utf8"));
const found = values.rules ? null : await findLlm(values.llm, await readPack(values.pack));
const editor = createEditor({ open: found && (() => openLanguageModel(found)), taught: found?.adapter !== null });

say(`By: ${found?.info.title ?? "rules"}`);
for (const { reference, edit, kind } of everyKind(queries).slice(0, Number(values.count))) {
  const caption = captions.get(reference) ?? "";
  const started = performance.now();
  const { edits, added, by } = await editor.edit({ captions: [caption], instruction: edit, limitMs: 60_000 });
  say(`${kind} | ${caption} | ${edit} | ${edits[0]} | ${added.join(", ")} | ${by} | ${Math.round(performance.now() - started)} ms`);
}
process.exit();

/** The kinds take turns, so that any number has some of each. */
function everyKind<T extends { kind: string }>(all: readonly T[]): T[] {
  const kinds = [...Map.groupBy(all, ({ kind }) => kind).values()];
  const longest = Math.max(...kinds.map((kind) => kind.length));
  return Array.from({ length: longest }, (_, turn) => kinds.flatMap((kind) => kind.slice(turn, turn + 1))).flat();
}

function firstCaptions(text: string): Map<string, string> {
  const first = new Map<string, string>();
  for (const [, name = "", caption = ""] of text.matchAll(/^([^,\n]+),"?(.*?)"?$/gm)) if (!first.has(name)) first.set(name, caption.trim());
  return first;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
