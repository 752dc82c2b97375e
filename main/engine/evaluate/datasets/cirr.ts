/** CIRR: each query belongs to a group of six similar photos. */
import { join } from "node:path";
import { z } from "zod";
import { AppError } from "../../../../contract/errors.ts";
import type { EvaluateInput } from "../../../../contract/evaluation.ts";
import { type Dataset, firstThere, readJson } from "../dataset.ts";

const querySchema = z.array(
  z.object({
    pairid: z.number().int(),
    reference: z.string(),
    caption: z.string(),
    target_hard: z.string().optional(),
    img_set: z.object({ members: z.array(z.string()) }),
  }),
);
/** Name -> path below the folder of images */
const splitSchema = z.record(z.string(), z.string());

export async function readCirr({ root, split, photos }: EvaluateInput): Promise<Dataset> {
  const part = split === "test" ? "test1" : "val";
  const find = (folder: string, file: string) => firstThere(root, [`${folder}/${file}`, `cirr/${folder}/${file}`, `cirr/${file}`, file]);
  const rows = await readJson(await find("captions", `cap.rc2.${part}.json`), querySchema);
  const paths = await readJson(await find("image_splits", `split.rc2.${part}.json`), splitSchema);
  const folder = photos ?? (await firstThere(root, ["img_raw", "cirr/img_raw", "."]));
  return {
    name: "cirr",
    parts: [
      {
        name: "cirr",
        gallery: Object.keys(paths),
        queries: rows.map(({ pairid, reference, caption, target_hard, img_set }) => ({
          id: String(pairid),
          reference,
          edit: caption,
          targets: target_hard === undefined ? [] : [target_hard],
          group: img_set.members.filter((name) => name !== reference),
        })),
      },
    ],
    pathOf: (name) => join(folder, paths[name] ?? unknown(name)),
    anyTarget: false,
    withoutReference: true,
    weights: "semantic",
  };
}

function unknown(name: string): never {
  throw new AppError("bad-request", `The photo ${name} is not in the split file of CIRR.`, "Use captions and splits of one release.");
}
