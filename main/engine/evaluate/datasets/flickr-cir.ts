/** flickr-cir: hand-written queries over photos of Flickr8k; and any file of the same form over any folder of photos. */
import { join } from "node:path";
import { z } from "zod";
import { AppError } from "../../../../contract/errors.ts";
import type { EvaluateInput } from "../../../../contract/evaluation.ts";
import { type Dataset, firstThere, photosIn, readJson, readLines } from "../dataset.ts";

const querySchema = z.array(
  z.object({
    id: z.union([z.number(), z.string()]),
    reference: z.string().nullish(),
    edit: z.string(),
    targets: z.array(z.string()).min(1),
  }),
);

export async function readFlickrCir({ root, queries, photos, gallery, missing }: EvaluateInput): Promise<Dataset> {
  const rows = await readJson(queries ?? (await firstThere(root, ["flickr-cir/dev.json", "dev.json"])), querySchema);
  const folder = photos ?? (await firstThere(root, ["flickr8k/images", "images"]));
  const names = await galleryNames({ root, photos, gallery }, folder);
  const searched = new Set(names);
  const strange = rows.flatMap(({ targets }) => targets).find((target) => !searched.has(target));
  if (strange && missing === "refuse")
    throw new AppError(
      "bad-request",
      `The target ${strange} is not among the photos to search.`,
      'Give another --gallery, or leave such queries out with "--missing skip".',
    );
  return {
    name: "flickr-cir",
    parts: [
      {
        name: "flickr-cir",
        gallery: names,
        queries: rows.map(({ id, reference, edit, targets }) => ({ id: String(id), reference: reference ?? undefined, edit, targets })),
      },
    ],
    pathOf: (name) => join(folder, name),
    anyTarget: true,
    withoutReference: true,
    weights: "semantic",
  };
}

async function galleryNames(given: Pick<EvaluateInput, "root" | "photos" | "gallery">, folder: string): Promise<string[]> {
  const { root, photos, gallery } = given;
  if (gallery.length === 0 && photos !== undefined) return photosIn(folder, true);
  const lists =
    gallery.length > 0 ? gallery : await Promise.all(["test.txt", "dev.txt"].map((name) => firstThere(root, [`flickr8k/${name}`, name])));
  return [...new Set((await Promise.all(lists.map(readLines))).flat())];
}
