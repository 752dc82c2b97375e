import { describe, expect, test } from "vitest";
import { emptyQuery } from "../../../renderer/store.ts";
import { isChipFinished, withChips, withoutFilter } from "../../../renderer/typed-chips.ts";

describe("while typing", () => {
  test.each(["a dog -people ", "-people ", "date:2023 ", 'sea folder:"Day 2" ', "night ext:jpg "])("%j has a finished chip", (text) => {
    expect(isChipFinished(text)).toBe(true);
  });

  test.each(["a dog -people", "a dog ", "date:", "a dog without people ", 'folder:"Day ', "black-and-white ", "a - b "])(
    "%j has none",
    (text) => {
      expect(isChipFinished(text)).toBe(false);
    },
  );
});

describe("chips", () => {
  const query = { ...emptyQuery, without: ["cars"], filter: { extensions: ["jpg"], minRating: 2 } };

  test("are added to those that are there; a rating replaces the one before", () => {
    expect(withChips(query, "sea -people -cars ext:raf rating:4")).toEqual({
      text: "sea",
      without: ["cars", "people"],
      filter: { extensions: ["jpg", "raf"], minRating: 4 },
    });
  });

  test("are not made of plain words, or of what makes no sense", () => {
    expect(withChips(query, "the sea at night")).toBeUndefined();
    expect(withChips(query, "-people date:never")).toBeUndefined();
  });

  test("of filters can be removed one by one", () => {
    expect(withoutFilter({ extensions: ["jpg", "raf"], minRating: 2 }, "ext:jpg")).toEqual({ extensions: ["raf"], minRating: 2 });
  });
});
