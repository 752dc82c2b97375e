/** The results: bands, refinement, why, feedback. */
import type { Results } from "../../../contract/types.ts";
import type { Verdict } from "../../../contract/why.ts";
import { count, few, plural, signed } from "../format.ts";

const photos = (number: number) => plural(number, "photo", "photos");

export const results = {
  back: "All photos",
  summary,
  searched,
  took: (time: string) => `Took ${time}`,
  searching: "Searching…",
  newOnes: (number: number) => `${plural(number, "new photo", "new photos")}.`,
  show: "Show",
  sort: "Sort",
  byMatch: "Match",
  byDate: "Date",
  empty: "No photo is ready yet. The first ones will be in a moment.",
  filtersTooTight: "No photos fit these filters.",
  withoutFilter: (filter: string, number: number) => `Without "${filter}": ${photos(number)}`,
  nothingStrong: "Here are the closest.",
  nothingStrongByDate: "Nothing matches well. Sorted by match, the closest are shown.",
  tryThis: "Try:",
  tryWords: "slider to Words",
  tryLook: "slider to Look",
  tryDrop: (word: string) => `drop "${word}"`,
  tryWithout: (filter: string, more: number) => `remove filter "${filter}": ${signed(more)}`,
  band: { strong: "Strong", possible: "Possible", weak: "Weak", closest: "Closest" },
  bandCount: (number: number) => count(number),
  bandMatch: { strong: "strong match", possible: "possible match", weak: "weak match" },
  weakFold: (number: number) => plural(number, "weaker match", "weaker matches"),
  hide: "Hide",

  lookingFor: "Looking for:",
  edit: "Edit",
  editSearch: "Search",
  onTheWay: (seconds: number) =>
    seconds < 3 ? "Quick results. Refined ones are on the way." : `Thinking about your words… ${count(seconds)} s`,
  refinedReady: ({ added, moved }: { added: number; moved: number }) =>
    `Refined results ready: ${count(added)} new, ${count(moved)} moved.`,
  refinedShown: "Refined results are shown.",
  stay: "Stay here",
  byRules: (reason: string | null) => `Written by rules${reason ? `: ${reason}` : "."}`,
  quickOnly: (reason: string) => `Rewriting did not work. These are quick results. ${reason}`,
  tryAgain: "Try again",

  moreLikeThis: "More like this",
  lessLikeThis: "Less like this",
  moreChip: (name: string) => `More like ${name}`,
  lessChip: (name: string) => `Less like ${name}`,
  searchFirst: "That is for search results. Search first.",
  feedbackFull: "Eight of each at most. Remove one first.",

  why: "Why",
  whyTitle: (name: string) => `Why ${name}`,
  points: (number: number) => `${count(number)} points`,
  signedPoints: (number: number) => signed(number),
  whyNote: "Points of the score, not certainty.",
  whyWords: "Among all your photos:",
  verdict: (word: string, verdict: Verdict) => `${word}: ${verdict}`,
  closestCaption: "Closest caption:",
  quoted: (text: string) => `"${text}"`,
  throughCaptions: (number: number) => `${signed(number)} of them through the photo's captions.`,
  part: {
    reference: "Looks like the photo",
    text: "Your words",
    rewritten: "The rewritten sentence",
    sentence: "Photo and words together",
    without: (word: string) => `Without: ${word}`,
    unwanted: (name: string) => `Not like ${name}`,
  },
};

/** "38 strong, 112 possible" */
function summary({ hits, bands }: Results): string {
  if (hits.length === 0) return "No photos found";
  if (bands.strong + bands.possible === 0) return "Nothing matches well";
  return [bands.strong > 0 && `${count(bands.strong)} strong`, bands.possible > 0 && `${count(bands.possible)} possible`]
    .filter((part) => part !== false)
    .join(", ");
}

/** "Searched 41,200 of 60,918 photos. The rest is still being read." */
function searched({ searched, waiting, notes }: Results): string {
  if (waiting === 0 || !notes.includes("still-indexing")) return `Searched ${photos(searched)}.`;
  return `Searched ${count(searched)} of ${photos(searched + waiting)}. The rest is still being read.`;
}

/** "about 20 min", "about 2 days" */
export function roughly(seconds: number): string {
  if (seconds < 60) return "less than a minute";
  if (seconds < 90 * 60) return `about ${few(Math.round(seconds / 60))} min`;
  if (seconds < 36 * 3600) return `about ${few(Math.round(seconds / 3600))} hours`;
  return `about ${few(Math.round(seconds / 86400))} days`;
}
