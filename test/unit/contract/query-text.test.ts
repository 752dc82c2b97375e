/** Queries as one line: what is written is read again, whatever stands in it. */
import { describe, expect, test } from "vitest";
import { formatQuery, isQueryLine, parseQuery, type WrittenQuery } from "../../../contract/query-text.ts";
import { weightsAt } from "../../../contract/slider.ts";
import type { Filter, FilterFields } from "../../../contract/types.ts";
import { randomNumbers } from "../../helpers/random.ts";

const nothing: WrittenQuery = {
  references: [],
  text: "",
  without: [],
  rewritten: "",
  feedback: [],
  filter: {},
  sort: "match",
  quick: false,
};
const bridge = { name: "IMG_2041", outside: false, wanted: true, weight: 1 };

describe("a line", () => {
  test.each<[string, Partial<WrittenQuery>]>([
    [
      "ref:IMG_2041 change:(same place but at night) -people slider=0.7 date:2023",
      {
        references: [bridge],
        text: "same place but at night",
        without: ["people"],
        weights: weightsAt(0.7),
        filter: { from: Date.UTC(2023, 0), to: Date.UTC(2024, 0) },
      },
    ],
    ["a dog on a beach", { text: "a dog on a beach" }],
    ["words:(the dog's ball, -red)", { text: "the dog's ball, -red" }],
    [
      "ref:2023/a.jpg weight=0.5 crop=0,0.25,0.5,0.75 -ref:b.jpg drop:c.jpg",
      {
        references: [
          { ...bridge, name: "2023/a.jpg", weight: 0.5, crop: { left: 0, top: 0.25, width: 0.5, height: 0.75 } },
          { ...bridge, name: "b.jpg", wanted: false },
          { ...bridge, name: "c.jpg", outside: true },
        ],
      },
    ],
    [
      "snow sentence:(a dog (brown) in snow) more:a.jpg less:b.jpg weight=1 weights=0.5,0.25,0.125 sort=date mode=quick",
      {
        text: "snow",
        rewritten: "a dog (brown) in snow",
        feedback: [
          { name: "a.jpg", weight: 0.3 },
          { name: "b.jpg", weight: -1 },
        ],
        weights: { alpha: 0.5, beta: 0.25, gamma: 0.125 },
        sort: "date",
        quick: true,
      },
    ],
  ])("%s", (line, query) => {
    expect(parseQuery(line)).toEqual({ query: { ...nothing, ...query }, mistakes: [] });
    expect(formatQuery({ ...nothing, ...query })).toBe(line);
  });

  test("is read as people type it", () => {
    const { query, mistakes } = parseQuery('REF:"my photo.jpg" at night without people CHANGE:(and snow) camera:X-T5');
    expect(mistakes).toEqual([]);
    expect(query).toMatchObject({ text: "at night and snow", without: ["people"], filter: { cameras: ["X-T5"] } });
    expect(query.references).toMatchObject([{ name: "my photo.jpg" }]);
  });

  test.each(["slider=2", "slider=x", "weights=1,1,0", "weights=.5", "weight=0.5", "crop=0,0,1,1", "sort=size", "mode=fast", "rating:9"])(
    "%s is a mistake that is named, with how to write it",
    (part) => {
      const { query, mistakes } = parseQuery(`sea ${part}`);
      expect(query).toEqual({ ...nothing, text: "sea" });
      expect(mistakes).toMatchObject([{ typed: part, example: expect.stringMatching(/[=:]/) }]);
    },
  );

  test("is told from words and filters", () => {
    expect(["ref:a.jpg", "sea slider=0.4", "-drop:a.jpg", "sort=date"].map(isQueryLine)).toEqual([true, true, true, true]);
    const others = ["a dog -people", 'camera:"ref:x" sea', "ratio 3:2", "reference: a dog", 'keyword:(sort=date) "mode=quick"'];
    expect(others.map(isQueryLine)).toEqual(others.map(() => false));
  });
});

describe("any query", () => {
  const random = randomNumbers(2041);
  const below = (most: number) => Math.floor(random() * most);
  const oneOf = <T>(items: readonly T[]): T => items[below(items.length)] as T;
  const some = <T>(most: number, make: () => T): T[] => Array.from({ length: below(most + 1) }, make);
  const maybe = <T>(make: () => T): T | undefined => (random() < 0.5 ? make() : undefined);
  const pieces = [
    ..."aZ9 \"'()\\:=-.,/#*%$",
    ..."\n\t\r\u2028\u0000\u200f\u202e",
    ..."äß日本שלוםمرحبا😀",
    "👩‍👩‍👧",
    " without ",
    " ohne ",
    " -",
    "ref:",
    "change:(",
    "slider=0.5",
    "date:2023",
    "\\n",
    "\\u{41}",
    '" x',
    "') ",
  ];
  const text = () => Array.from({ length: 1 + below(8) }, () => oneOf(pieces)).join("");
  const texts = () => [...new Set(some(3, text))];
  const list = () => maybe(() => [...new Set([text(), ...texts()])]);
  const number = () => Math.round(random() * 1e6) / 1e6;

  const fields = (): FilterFields => {
    const from = Date.UTC(2020 + below(4), below(12), 1 + below(28));
    const made = {
      from: maybe(() => from),
      to: maybe(() => from + (1 + below(900)) * 86_400_000),
      folders: list(),
      cameras: list(),
      lenses: list(),
      minRating: maybe(() => below(4)),
      maxRating: maybe(() => 3 + below(3)),
      extensions: maybe(() => ["jpg", "raf"]),
      types: maybe(() => ["raw+jpeg" as const]),
      flags: maybe(() => ["pick" as const, "none" as const]),
      labels: maybe(() => ["red" as const]),
      collections: list(),
      keywords: list(),
      has: maybe(() => ["gps" as const, "copies" as const]),
      exact: list(),
      near: maybe(() => ({ km: 0.5, ...(random() < 0.5 && { latitude: 48.2, longitude: -16.37 }) })),
    };
    return Object.fromEntries(Object.entries(made).filter(([, value]) => value !== undefined)) as FilterFields;
  };
  const filter = (): Filter => {
    const not = fields();
    return { ...fields(), ...(Object.keys(not).length > 0 && { not }) };
  };
  const crop = () => ({ left: number() / 2, top: number() / 2, width: (1 + number()) / 4, height: (1 + number()) / 4 });
  const reference = () => ({
    name: text(),
    outside: random() < 0.3,
    wanted: random() < 0.7,
    weight: oneOf([1, 0, 2, number() * 2]),
    ...(random() < 0.4 && { crop: crop() }),
  });
  const query = (): WrittenQuery => ({
    references: some(5, reference),
    text: oneOf(["", "a dog", text(), text()]),
    without: some(3, text),
    rewritten: oneOf(["", text()]),
    feedback: some(4, () => ({ name: text(), weight: oneOf([0.3, -0.3, number(), -number() - 1e-6]) })),
    ...(random() < 0.5 && { weights: oneOf([weightsAt(0.35), { alpha: number() / 2, beta: number() / 2, gamma: number() }]) }),
    filter: random() < 0.7 ? filter() : {},
    sort: oneOf(["match", "date"]),
    quick: random() < 0.5,
  });

  test("has a line of its own, and comes back from it", () => {
    for (let round = 0; round < 300; round++) {
      const asked = query();
      const line = formatQuery(asked);
      expect(parseQuery(line), line).toEqual({ query: asked, mistakes: [] });
      expect(line).not.toMatch(/[\n\r\t\u2028\u202e]/);
    }
  });
});
