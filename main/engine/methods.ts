/**
 * The compared methods (method.md, the compared methods) as data: what each puts into a query with which weight, and whether
 * it looks at the captions of the photos it searches. What a pack must have for a method follows from its parts.
 */
import type { ModelInfo, PhiName } from "../../contract/models.ts";

/**
 * photo: q_v = f_v(I_r). words: f_t(T). caption: f_t("C_1, T"). pseudo: f_t(sentence with a pseudo token that was
 * made in one of the ways).
 * edits: f_t(M_i), the first, their mean, or their mean weighted by agreement. sentence: q_f = f_t(F_G), with or
 * without the objects that the edits add.
 */
export type Ingredient =
  | { of: "photo" }
  | { of: "words" }
  | { of: "caption" }
  | { of: "pseudo"; phi: PhiName; sentence: "a photo of $, [T]" | "a photo of $ that [T]" }
  | { of: "edits"; take: "first" | "mean" | "agreeing" }
  | { of: "sentence"; objects: boolean };

/** alpha, beta and rest = 1 - alpha - beta stand for the weights of the query; a number is used as it is. */
export type PartWeight = number | "alpha" | "beta" | "rest";

export interface Method {
  name: string;
  parts: (Ingredient & { weight: PartWeight })[];
  /** t with gamma; otherwise t = t_v */
  fused: boolean;
}

/** `$` is where the pseudo token goes, [T] where the words go. */
const plain = "a photo of $ that [T]";

/** method.md, query step 7 and library: q = a q_m + b q_f + (1 - a - b) q_v against t = g t_c + (1 - g) t_v. */
export const cvsi: Method = {
  name: "CVSI",
  parts: [
    { of: "edits", take: "mean", weight: "alpha" },
    { of: "sentence", objects: true, weight: "beta" },
    { of: "photo", weight: "rest" },
  ],
  fused: true,
};

export const methods: readonly Method[] = [
  { name: "Image-only", parts: [{ of: "photo", weight: 1 }], fused: false },
  { name: "Text-only", parts: [{ of: "words", weight: 1 }], fused: false },
  { name: "Captioning", parts: [{ of: "caption", weight: 1 }], fused: false },
  { name: "Pic2Word", parts: [{ of: "pseudo", phi: "pic2word", sentence: "a photo of $, [T]", weight: 1 }], fused: false },
  { name: "SEARLE", parts: [{ of: "pseudo", phi: "searle", sentence: plain, weight: 1 }], fused: false },
  { name: "SEARLE-OTI", parts: [{ of: "pseudo", phi: "searle-oti", sentence: plain, weight: 1 }], fused: false },
  { name: "PALAVRA", parts: [{ of: "pseudo", phi: "palavra", sentence: plain, weight: 1 }], fused: false },
  { name: "LinCIR", parts: [{ of: "pseudo", phi: "lincir", sentence: plain, weight: 1 }], fused: false },
  { name: "CIReVL", parts: [{ of: "edits", take: "first", weight: 1 }], fused: false },
  { name: "LDRE", parts: [{ of: "edits", take: "agreeing", weight: 1 }], fused: false },
  cvsi,
];

/** What this program answers with at once, before captions and edits: the photo and the words (docs/decisions/002). */
export const quick: Method = {
  name: "Quick",
  parts: [
    { of: "words", weight: "alpha" },
    { of: "sentence", objects: false, weight: "beta" },
    { of: "photo", weight: "rest" },
  ],
  fused: true,
};

/** How a photo comes into CVSI's sentence: by LinCIR's network as in the paper, else by whichever the pack has. */
export function sentencePhi({ phi }: Pick<ModelInfo, "phi">): PhiName | undefined {
  return sentencePhis.find((name) => phi.includes(name));
}

/** The best first. Descent is not among them: it takes too long for a person who waits. */
const sentencePhis = ["lincir", "searle", "pic2word"] as const satisfies PhiName[];

/** Why a method cannot run with what is loaded, as a sentence; null when it can. */
export function lacks(method: Method, info: Pick<ModelInfo, "captioner" | "llm" | "phi">): string | null {
  for (const part of method.parts) {
    if (part.of === "pseudo" && !info.phi.includes(part.phi)) return `It needs pseudo tokens by "${part.phi}"; the pack cannot make them.`;
    if (needsCaptions(part) && !info.captioner) return "It needs a captioner; the pack has none.";
    // CVSI does without a language model as the program does: the rule-based edit stands in, and the row says so.
    if (part.of === "edits" && part.take !== "mean" && !info.llm) return "It needs a language model; none is installed.";
  }
  return null;
}

/** What a method runs without, in words; empty when it has everything. */
export function standIns(method: Method, info: Pick<ModelInfo, "llm" | "phi">): string[] {
  const has = (of: Ingredient["of"]) => method.parts.some((part) => part.of === of);
  const notes: string[] = [];
  if (has("edits") && !info.llm) notes.push("Captions were edited by rules: no language model is installed.");
  if (has("sentence") && !sentencePhi(info)) notes.push("Photo and words are summed: the pack has no pseudo token for the sentence.");
  return notes;
}

export function needsCaptions({ of }: Ingredient): boolean {
  return of === "caption" || of === "edits";
}
