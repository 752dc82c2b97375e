/** How often "nothing matches well" is right: words for things that no photo shows, and captions of photos that are there. */
import { join } from "node:path";
import type { EvaluationProgress, NothingMatches } from "../../../contract/evaluation.ts";
import { bandsOf, librarySpread } from "../bands.ts";
import { scanTargets, type Targets } from "../fuse.ts";
import { createVectorIndex } from "../vectors.ts";
import { absentThings } from "./absent-things.ts";
import { firstThere, readLines } from "./dataset.ts";
import { readFeatures } from "./features.ts";
import { readCaptions } from "./flickr8k.ts";
import type { Kit } from "./kit.ts";

/** Every tenth photo's first caption: 200 queries */
const everyPhoto = 10;

/** Yields progress and last the figures. root: Flickr8k's folder, or the one above it. */
export async function* evaluateNothingMatches(root: string, kit: Kit): AsyncGenerator<EvaluationProgress | NothingMatches> {
  const lists = await Promise.all(["test.txt", "dev.txt"].map((name) => firstThere(root, [name, `flickr8k/${name}`])));
  const names = (await Promise.all(lists.map(readLines))).flat();
  const folder = join(lists[0] ?? root, "..");
  const { photos } = yield* readFeatures(names, (name) => join(folder, "images", name), false, kit);
  const looks = createVectorIndex(kit.info.pack.dims);
  for (const [number, name] of names.entries()) {
    const photo = photos.get(name);
    if (photo) looks.put([number], photo.vector);
  }
  const targets = { looks, captions: createVectorIndex(kit.info.pack.dims) };
  const captions = await readCaptions(folder, names);
  const present = names.flatMap((_, number) =>
    number % everyPhoto === 0 ? (captions.find(({ photo }) => photo === number)?.text ?? []) : [],
  );
  yield { photos: looks.size, absent: await countOf(absentThings, targets, kit), present: await countOf(present, targets, kit) };
}

/** For how many of these words neither a strong nor a possible photo is there. */
async function countOf(texts: readonly string[], targets: Targets, { encodeTexts, options }: Kit) {
  let nothing = 0;
  for (const { vector } of await encodeTexts(texts, options)) {
    const { counts } = bandsOf(scanTargets([{ vector, weight: 1 }], targets, 0, 1).scores, librarySpread(targets));
    if (counts.strong + counts.possible === 0) nothing += 1;
  }
  return { queries: texts.length, nothing };
}
