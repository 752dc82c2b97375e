/** How often "nothing matches well" is right: words for things that no photo shows, and captions of photos that are there. */
import { join } from "node:path";
import type { EvaluationProgress, NothingMatches } from "../../../contract/evaluation.ts";
import { bandsOf, librarySpread } from "../bands.ts";
import { scoreTargets, type Targets } from "../fuse.ts";
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
  const { dims } = kit.info.pack;
  const { photos } = yield* readFeatures(names, (name) => join(folder, "images", name), kit.info.captioner !== null, kit);
  const [looks, captions] = [createVectorIndex(dims), createVectorIndex(dims)];
  for (const [number, name] of names.entries()) {
    const photo = photos.get(name);
    if (photo) looks.put([number], photo.vector);
    if (photo?.captionMean) captions.put([number], photo.captionMean);
  }
  const written = await readCaptions(folder, names);
  const present = names.flatMap((_, number) =>
    number % everyPhoto === 0 ? (written.find(({ photo }) => photo === number)?.text ?? []) : [],
  );
  const both = async (targets: Targets) => ({
    absent: await countOf(absentThings, targets, kit),
    present: await countOf(present, targets, kit),
  });
  const withCaptions = captions.size > 0 ? await both({ looks, captions }) : null;
  yield { photos: looks.size, ...(await both({ looks, captions: createVectorIndex(dims) })), withCaptions };
}

/** For how many of these words neither a strong nor a possible photo is there. */
async function countOf(texts: readonly string[], targets: Targets, { encodeTexts, info, options }: Kit) {
  let nothing = 0;
  for (const { vector } of await encodeTexts(texts, options)) {
    const { scores } = scoreTargets([{ vector, weight: 1 }], targets, info.weights.visual.gamma);
    const { counts } = bandsOf(scores, librarySpread(targets));
    if (counts.strong + counts.possible === 0) nothing += 1;
  }
  return { queries: texts.length, nothing };
}
