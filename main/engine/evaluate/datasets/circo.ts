/** CIRCO: several targets a query, over the unlabeled photos of COCO 2017. */
import { join } from "node:path";
import { z } from "zod";
import type { EvaluateInput } from "../../../../contract/evaluation.ts";
import { type Dataset, firstOf, firstThere, photosIn, readJson } from "../dataset.ts";

const querySchema = z.array(
  z.object({
    id: z.number().int(),
    reference_img_id: z.number().int(),
    relative_caption: z.string(),
    target_img_id: z.number().int().optional(),
    gt_img_ids: z.array(z.number().int()).default([]),
  }),
);
const imageInfoSchema = z.object({ images: z.array(z.object({ file_name: z.string() })) });

export async function readCirco({ root, split, photos }: EvaluateInput): Promise<Dataset> {
  const rows = await readJson(await firstThere(root, [`annotations/${split}.json`, `circo/${split}.json`, `${split}.json`]), querySchema);
  const folder = photos ?? (await firstThere(root, ["COCO2017_unlabeled/unlabeled2017", "unlabeled2017", "images"]));
  const listed = await firstOf(root, ["COCO2017_unlabeled/annotations/image_info_unlabeled2017.json", "image_info_unlabeled2017.json"]);
  const gallery = listed ? (await readJson(listed, imageInfoSchema)).images.map(({ file_name }) => file_name) : await photosIn(folder);
  return {
    name: "circo",
    parts: [
      {
        name: "circo",
        gallery,
        queries: rows.map((row) => ({
          id: String(row.id),
          reference: fileName(row.reference_img_id),
          edit: row.relative_caption,
          targets: targetsOf(row).map(fileName),
        })),
      },
    ],
    pathOf: (name) => join(folder, name),
    anyTarget: false,
    withoutReference: false,
    weights: "semantic",
  };
}

/** The single target first: recall looks at it alone. */
function targetsOf({ target_img_id, gt_img_ids }: z.infer<typeof querySchema>[number]): number[] {
  if (target_img_id === undefined) return gt_img_ids;
  return [target_img_id, ...gt_img_ids.filter((id) => id !== target_img_id)];
}

function fileName(id: number): string {
  return `${String(id).padStart(12, "0")}.jpg`;
}

/** The number in a file name of COCO. */
export function imageId(name: string): number {
  return Number.parseInt(name, 10);
}
