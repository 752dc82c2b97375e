/** A query -> ranked photos: encode what is new, compose, scan, explain. Quick at once, refined when captions are rewritten. */
import { toWireError } from "../../contract/errors.ts";
import type { ModelInfo } from "../../contract/models.ts";
import type { CallOptions } from "../../contract/rpc.ts";
import type { Hit, Query, Results, Rewriting } from "../../contract/types.ts";
import { type Bands, bandsOf, bandsWithFeedback, librarySpread } from "./bands.ts";
import { composeQuery, ofUnitLength, type QueryPart, sharesOf } from "./compose.ts";
import { type EncodeQueryParts, encodeQuery } from "./encode-query.ts";
import { feedbackParts } from "./feedback.ts";
import { scoreTargets, type Targets } from "./fuse.ts";
import type { Lists } from "./lists.ts";
import { placed } from "./near-place.ts";
import { isOtherLanguage } from "./other-language.ts";
import { type Ranked, rank } from "./ranking.ts";
import type { Rewritings } from "./rewritings.ts";
import type { Leaders } from "./store/near-copies.ts";
import type { PhotoStore } from "./store/photos.ts";
import { pointedAt, wantedSubjects } from "./subject.ts";
import { type WhyParts, whyOf } from "./why.ts";

export interface SearchParts extends EncodeQueryParts, WhyParts {
  photos: PhotoStore;
  targets: Targets;
  rewritings: Rewritings;
  /** Where results are kept, so that more of them can be asked for */
  lists: Lists;
  /** Near-copies */
  leaders(): Leaders;
  info: Pick<ModelInfo, "phi" | "captioner" | "weights">;
  /** Photos of the library that have no vector yet. */
  waiting(): number;
}

/**
 * What can be answered without captioning and rewriting; refined all the same when both are remembered from before, or the user
 * wrote the sentence.
 * @throws AppError query-empty, query-too-long, photo-unknown, reference-unknown; what the models throw
 */
export async function search(query: Query, parts: SearchParts, options?: CallOptions): Promise<Results> {
  const started = performance.now();
  if (query.rewritten.trim() && wantedSubjects(query).length > 0) await parts.rewritings.make(query, options);
  const rewritten = parts.rewritings.known(query);
  const rewriting = rewritten ? inOne(rewritten) : null;
  const { cut, unread, ...ingredients } = await encodeQuery(query, rewritten, parts, options);
  const weights = query.weights ?? parts.info.weights[rewritten ? "semantic" : "visual"];
  const composed = ofUnitLength(composeQuery({ ...ingredients, weights }));
  const terms = ofUnitLength([...composed, ...feedbackParts(query.feedback, parts.targets, weights.gamma)]);
  const encoded = performance.now();
  const which = { among: parts.photos.matching(placed(query, parts.photos)), except: pointedAt(query, parts.references) };
  const scored = scoreTargets(terms, parts.targets, weights.gamma, which);
  const liked = new Set(query.feedback.filter(({ weight }) => weight > 0).map(({ photo }) => photo));
  const spread = librarySpread(parts.targets);
  const bands =
    liked.size === 0
      ? bandsOf(scored.scores, spread)
      : bandsWithFeedback(scored, {
          withoutFeedback: scoreTargets(composed, parts.targets, weights.gamma, which),
          liked,
          librarySpread: spread,
        });
  const ranking = rank(scored, query, { bands, leaders: parts.leaders, times: parts.photos.times });
  const hits = (offset: number, limit: number) => hitsOf(ranking.page(offset, limit), { terms, gamma: weights.gamma, bands }, parts);
  const first = hits(0, query.limit);
  const compareMs = performance.now() - encoded;
  const why = (photo: number, options?: CallOptions) => whyOf(photo, { ...query, rewriting, terms }, parts, options);
  return {
    hits: first,
    list: parts.lists.keep({ ids: ranking.ids, standIn: ranking.standIn, hits, why }),
    total: ranking.total,
    stage: rewritten ? "refined" : "quick",
    rewriting,
    unrefined: null,
    bands: bands.counts,
    listed: ranking.listed,
    searched: scored.scores.length,
    waiting: parts.waiting(),
    notes: notesOn({ text: query.text, cut, compared: scored.scores.length, filtered: which.among !== undefined, parts }),
    unread,
    encodeMs: encoded - started,
    compareMs,
  };
}

/**
 * `search`, and then the refined results where there are some to come. What hinders them is said in `unrefined` of a second
 * answer: the quick results stay.
 */
export async function* searchStages(query: Query, parts: SearchParts, options?: CallOptions): AsyncGenerator<Results> {
  const quick = await search(query, parts, options);
  yield quick;
  if (quick.stage === "refined" || wantedSubjects(query).length === 0 || !parts.info.captioner) return;
  try {
    await parts.rewritings.make(query, options);
  } catch (thrown) {
    options?.signal?.throwIfAborted();
    yield { ...quick, unrefined: toWireError(thrown) };
    return;
  }
  yield await search(query, parts, options);
}

/** A photo that was forgotten a moment ago is left out. */
function hitsOf(matches: readonly Ranked[], query: { terms: QueryPart[]; gamma: number; bands: Bands }, parts: SearchParts): Hit[] {
  const photos = parts.photos.getAll(matches.map(({ photo }) => photo));
  const { looks, captions } = parts.targets;
  return matches.flatMap(({ photo: id, score, folded }) => {
    const [photo, look] = [photos.get(id), looks.row(id)];
    if (!photo || !look) return [];
    const shares = sharesOf(query.terms, { look, captions: captions.row(id) }, query.gamma);
    return [{ photo, score, band: query.bands.of(score), shares, folded }];
  });
}

/** Several references' rewritings as one: the first one's sentence, everybody's captions. */
function inOne(rewritten: readonly (Rewriting & { vectors?: unknown; edited?: unknown })[]): Rewriting {
  return {
    sentence: rewritten[0]?.sentence ?? "",
    captions: rewritten.flatMap(({ captions }) => captions),
    edits: rewritten.flatMap(({ edits }) => edits),
    added: [...new Set(rewritten.flatMap(({ added }) => added))],
    by: rewritten.find(({ by }) => by === "rules")?.by ?? rewritten[0]?.by ?? "rules",
    reason: rewritten.find(({ reason }) => reason)?.reason ?? null,
    replaced: rewritten.reduce((sum, { replaced }) => sum + replaced, 0),
  };
}

interface Circumstances {
  text: string;
  cut: boolean;
  compared: number;
  filtered: boolean;
  parts: SearchParts;
}

function notesOn({ text, cut, compared, filtered, parts }: Circumstances): Results["notes"] {
  const notes: Results["notes"] = [];
  if (cut) notes.push("text-cut");
  if (isOtherLanguage(text)) notes.push("other-language");
  if (parts.waiting() > 0) notes.push("still-indexing");
  if (parts.targets.looks.size === 0) notes.push("library-empty");
  else if (compared === 0 && filtered) notes.push("filters-leave-nothing");
  return notes;
}
