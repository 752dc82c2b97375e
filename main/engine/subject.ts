/** What a query starts from: a photo, or a part of one. */
import type { Query, Reference } from "../../contract/types.ts";
import type { References } from "./references.ts";

export type Subject = Pick<Reference, "source" | "crop">;

/** Tells it from all others. */
export function keyOfSubject({ source, crop }: Subject): string {
  return JSON.stringify(crop ? [source, crop] : [source]);
}

/** Those that words are applied to, in their order; none without words. */
export function wantedSubjects({ references, text }: Query): Subject[] {
  if (text.trim() === "") return [];
  return references.filter(({ wanted, weight }) => wanted && weight > 0).map(({ source, crop }) => ({ source, crop }));
}

/**
 * Photos of the library that the user pointed at: they are not what is looked for. A photo from outside, all by itself, still
 * finds its own copy: that tells that the library has it.
 * @throws AppError reference-unknown
 */
export function pointedAt({ references, text, without }: Query, outside: References): ReadonlySet<number> {
  const [first, ...more] = references;
  const isAlone = more.length === 0 && text.trim() === "" && without.length === 0;
  if (!first || (isAlone && "upload" in first.source)) return new Set();
  const photos = references.map(({ source }) => ("photo" in source ? source.photo : outside.get(source.upload).photo));
  return new Set(photos.filter((photo) => photo !== null));
}
