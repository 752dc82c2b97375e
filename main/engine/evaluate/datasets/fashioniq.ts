/** FashionIQ: three kinds of clothes, each with photos of its own; two captions a query. */
import { join } from "node:path";
import { z } from "zod";
import { AppError } from "../../../../contract/errors.ts";
import type { EvaluateInput } from "../../../../contract/evaluation.ts";
import { type Dataset, firstThere, type Part, photosIn, readJson } from "../dataset.ts";

const kinds = ["dress", "shirt", "toptee"];
const querySchema = z.array(z.object({ candidate: z.string(), target: z.string(), captions: z.array(z.string()).min(1) }));

export async function readFashionIq({ root, split, photos }: EvaluateInput): Promise<Dataset> {
  if (split !== "val") throw new AppError("bad-request", "FashionIQ is measured on its val split.", 'Leave out "--split".');
  const folder = photos ?? (await firstThere(root, ["images", "fashioniq/images", "."]));
  const files = new Map((await photosIn(folder)).map((file) => [file.replace(/\.\w+$/, ""), file]));
  return {
    name: "fashioniq",
    parts: await Promise.all(kinds.map((kind) => readKind(root, kind))),
    pathOf: (name) => join(folder, files.get(name) ?? `${name}.png`),
    anyTarget: false,
    withoutReference: false,
    weights: "visual",
  };
}

async function readKind(root: string, kind: string): Promise<Part> {
  const find = (folder: string, file: string) =>
    firstThere(root, [`${folder}/${file}`, `fashioniq/${folder}/${file}`, `fashioniq/${file}`, file]);
  const rows = await readJson(await find("captions", `cap.${kind}.val.json`), querySchema);
  const gallery = await readJson(await find("image_splits", `split.${kind}.val.json`), z.array(z.string()));
  return {
    name: kind,
    gallery,
    queries: rows.map(({ candidate, target, captions }, index) => ({
      id: `${kind}-${index}`,
      reference: candidate,
      edit: joinCaptions(captions),
      targets: [target],
    })),
  };
}

/** "a and b", without stops, question marks, commas and blanks around them (as CVSI does). */
export function joinCaptions(captions: readonly string[]): string {
  return captions.map((caption) => caption.replace(/^[.?, ]+|[.?, ]+$/g, "")).join(" and ");
}
