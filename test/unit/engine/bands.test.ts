import { describe, expect, test } from "vitest";
import { bandsOf, bandsWithFeedback } from "../../../main/engine/bands.ts";

/** Cosines of 1,000 photos, of which the first ones stand out. */
function scoredWith(...outstanding: number[]) {
  const scores = Float32Array.from({ length: 1000 }, (_, index) => outstanding[index] ?? 0.2 + 0.05 * Math.sin(index));
  return { photos: Int32Array.from(scores, (_, index) => index + 1), scores };
}

describe("feedback", () => {
  const withoutFeedback = scoredWith(0.5, 0.48, 0.46, 0.395);
  const parts = { withoutFeedback, liked: new Set([1]), librarySpread: 0.05 };

  test("leaves as many others strong and possible as there were", () => {
    expect(bandsOf(withoutFeedback.scores, 0.05).counts).toEqual({ strong: 3, possible: 1, weak: 996 });
    const liked = scoredWith(0.9, 0.34, 0.32, 0.3);
    expect(bandsOf(liked.scores, 0.05).counts).toEqual({ strong: 1, possible: 0, weak: 999 });
    const { of, counts } = bandsWithFeedback(liked, parts);
    expect(counts).toEqual({ strong: 3, possible: 1, weak: 996 });
    expect([0.9, 0.34, 0.32, 0.3, 0.25].map((score) => of(Math.fround(score)))).toEqual(["strong", "strong", "strong", "possible", "weak"]);
  });

  test("may bring more", () => {
    expect(bandsWithFeedback(scoredWith(0.9, 0.6, 0.6, 0.6, 0.6, 0.6), parts).counts).toEqual({ strong: 6, possible: 0, weak: 994 });
  });

  test("makes none good where none was", () => {
    const none = { ...parts, withoutFeedback: scoredWith() };
    expect(bandsWithFeedback(scoredWith(0.9), none).counts).toEqual({ strong: 1, possible: 0, weak: 999 });
  });
});
