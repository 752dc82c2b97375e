/** Hostile and odd files through the real pool: each ends in a picture or a named error, and the pool works on. */
import { existsSync, readdirSync } from "node:fs";
import { join, relative } from "node:path";
import { expect, test } from "vitest";
import { type ErrorCode, toAppError } from "../../contract/errors.ts";
import { nodeChildren } from "../../main/engine/child.ts";
import { createDecoders } from "../../main/engine/decoders.ts";

const corpus = "../shared/data/photo-corpus";
const missing = !existsSync(corpus);
if (missing) process.stdout.write(`decoder-corpus: skipped, ${corpus} is not there\n`);

test.skipIf(missing)("every file of the corpus ends in an outcome within the time limit", async () => {
  const incidents: string[] = [];
  const decoders = createDecoders({ start: nodeChildren("out/main"), timeLimitMs: 20_000, onIncident: ({ what }) => incidents.push(what) });
  const decode = (file: string) =>
    decoders.decode({ source: { path: new Uint8Array(Buffer.from(file)) }, image: { side: 260, resize: "squash" } });

  const outcomes = new Map<ErrorCode | "decoded", string[]>();
  const entries = readdirSync(corpus, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  await Promise.all(
    entries.map(async (entry) => {
      const file = join(entry.parentPath, entry.name);
      const outcome = await decode(file).then(
        () => "decoded" as const,
        (error) => toAppError(error).code,
      );
      outcomes.set(outcome, [...(outcomes.get(outcome) ?? []), relative(corpus, file)]);
    }),
  );
  const lines = [...outcomes].map(([code, files]) => `${String(files.length).padStart(5)} ${code}`);
  process.stdout.write(
    `decoder-corpus: ${entries.length} files\n${lines.join("\n")}\n${incidents.map((line) => `      ${line}\n`).join("")}`,
  );

  expect([...outcomes.values()].flat()).toHaveLength(entries.length);
  expect(outcomes.get("internal") ?? []).toEqual([]);
  const lost = ["decoder-crashed", "took-too-long"] as const;
  expect(incidents).toHaveLength(lost.flatMap((code) => outcomes.get(code) ?? []).length);
  expect((await decode(join(corpus, "exif/jpg/gps/DSCN0010.jpg"))).width).toBe(640);
  // This HEIC says "turn me" twice, in its own way and in EXIF: it is to be turned once.
  expect(await decode(join(corpus, "exif/heic/mobile/iphone_13_pro_max.HEIC"))).toMatchObject({ width: 3024, height: 4032 });
  decoders.close();
});
