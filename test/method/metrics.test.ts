/** The figures of merit: cases worked by hand, and rankings of chance on the real annotation files. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { type EvaluateInput, evaluateSchema } from "../../contract/evaluation.ts";
import type { Dataset } from "../../main/engine/evaluate/dataset.ts";
import { readCirco } from "../../main/engine/evaluate/datasets/circo.ts";
import { readCirr } from "../../main/engine/evaluate/datasets/cirr.ts";
import { joinCaptions, readFashionIq } from "../../main/engine/evaluate/datasets/fashioniq.ts";
import { type Answered, figuresOf } from "../../main/engine/evaluate/figures.ts";
import { averageOf, averagePrecisionAt, insideGroup, meanAt, recallAt } from "../../main/engine/evaluate/metrics.ts";
import { submissionFiles } from "../../main/engine/evaluate/submission.ts";
import { temporaryFolder } from "../helpers/folders.ts";
import { randomNumbers, shuffled } from "../helpers/random.ts";

describe("by hand", () => {
  const ranking = ["a", "b", "c", "d", "e"];

  test("Recall@k: whether a target is among the first k", () => {
    expect([1, 2, 3].map((k) => recallAt(ranking, ["c", "e"], k))).toEqual([0, 0, 1]);
    expect(recallAt(ranking, ["z"], 50)).toBe(0);
  });

  test("mAP@k: precision at each target within k, divided by min(k, targets)", () => {
    expect(averagePrecisionAt(ranking, ["a", "c"], 5)).toBeCloseTo((1 / 1 + 2 / 3) / 2, 9);
    expect(averagePrecisionAt(ranking, ["b", "c", "z"], 2)).toBeCloseTo(1 / 2 / 2, 9);
    expect(averagePrecisionAt(ranking, ["c", "y", "z"], 5)).toBeCloseTo(1 / 3 / 3, 9);
    expect(averagePrecisionAt(ranking, ["a", "b", "c", "d", "e"], 2)).toBe(1);
  });

  test("Recall_subset: the ranking inside the group", () => {
    expect(insideGroup(ranking, ["e", "b", "c"])).toEqual(["b", "c", "e"]);
  });

  test("means are in percent; FashionIQ's parts count the same, whatever their size", () => {
    expect(meanAt([["a"], ["c"], ["z"]], [1, 3], (targets, k) => recallAt(ranking, targets, k))).toEqual({
      "1": expect.closeTo(100 / 3),
      "3": expect.closeTo(200 / 3),
    });
    expect(averageOf([{ "10": 10 }, { "10": 20 }, { "10": 60 }])).toEqual({ "10": 30 });
  });

  test("FashionIQ's captions are joined by and, without the signs around them", () => {
    expect(joinCaptions(["is shiny, silver.", " fit and flare? "])).toBe("is shiny, silver and fit and flare");
  });
});

const annotations = join(import.meta.dirname, "..", "..", "..", "shared", "data", "cir-annotations");
const there = existsSync(annotations);

describe("rankings of chance", () => {
  beforeEach((context) => context.skip(!there, `${annotations} is not there`));

  function input(dataset: EvaluateInput["dataset"]): EvaluateInput {
    return evaluateSchema.parse({ dataset, root: join(annotations, dataset), photos: temporaryFolder() });
  }

  /** Every query answered `times` times in an order of chance, the reference left out where the dataset does so. */
  function answeredByChance(dataset: Dataset, times: number): Answered[] {
    const random = randomNumbers(3);
    return dataset.parts.flatMap(({ name, gallery, queries }) =>
      queries.flatMap((query) => {
        const possible = gallery.filter((photo) => !dataset.withoutReference || photo !== query.reference);
        return Array.from({ length: times }, () => {
          const names = drawn(possible, 50, random);
          return { part: name, query, ranking: { names, group: shuffled(query.group ?? [], random) } };
        });
      }),
    );
  }

  /** The first `count` of a shuffle */
  function drawn(items: readonly string[], count: number, random: () => number): string[] {
    const taken = new Set<string>();
    while (taken.size < Math.min(count, items.length)) taken.add(items[Math.floor(random() * items.length)] ?? "");
    return [...taken];
  }

  /** Four standard errors of a share, in percent */
  function tolerance(percent: number, samples: number): number {
    const share = percent / 100;
    return 400 * Math.sqrt((share * (1 - share)) / samples);
  }

  function expectNear(found: number | undefined, percent: number, samples: number) {
    expect(Math.abs((found ?? Number.NaN) - percent)).toBeLessThan(tolerance(percent, samples));
  }

  test("CIRR: k of 2,296 photos, and k of the 5 others in the group", async () => {
    const dataset = await readCirr(input("cirr"));
    const answered = answeredByChance(dataset, 5);
    const { recall, recallSubset } = figuresOf(dataset, answered);
    expect(answered).toHaveLength(5 * 4181);
    for (const k of [1, 5, 10, 50]) expectNear(recall[k], (100 * k) / 2296, answered.length);
    for (const k of [1, 2, 3]) expectNear(recallSubset?.[k], (100 * k) / 5, answered.length);
  });

  test("FashionIQ: the average of k over the photos of each kind", async () => {
    const dataset = await readFashionIq(input("fashioniq"));
    const answered = answeredByChance(dataset, 5);
    const { recall, parts } = figuresOf(dataset, answered);
    for (const { name, gallery, queries } of dataset.parts) expectNear(parts?.[name]?.[50], 5000 / gallery.length, 5 * queries.length);
    const expected = (1000 / 3817 + 1000 / 6346 + 1000 / 5373) / 3;
    expectNear(recall[10], expected, answered.length);
  });

  test("CIRCO: mAP@k of m targets among n photos is the sum over places i of (m/n + (i - 1) m (m - 1) / (n (n - 1))) / i", async () => {
    const whole = await readCirco(input("circo"));
    const queries = whole.parts[0]?.queries ?? [];
    const gallery = [...new Set(queries.flatMap(({ targets }) => targets))];
    const dataset: Dataset = { ...whole, parts: [{ name: "circo", gallery, queries }] };
    const n = gallery.length;
    const answered = answeredByChance(dataset, 40);
    const { map, recall } = figuresOf(dataset, answered);
    for (const k of [5, 10, 25, 50]) {
      const expected = queries.reduce((sum, { targets: { length: m } }) => {
        const places = Array.from({ length: k }, (_, i) => (m / n + (i * m * (m - 1)) / (n * (n - 1))) / (i + 1));
        return sum + places.reduce((a, b) => a + b, 0) / Math.min(k, m);
      }, 0);
      expectNear(map?.[k], (100 * expected) / queries.length, answered.length);
    }
    expectNear(recall[50], 5000 / n, answered.length);
  });

  test("CIRCO's own example of a submission scores what its published definition says", async () => {
    const dataset = await readCirco(input("circo"));
    const example = JSON.parse(readFileSync(join(annotations, "circo", "submission_val.json"), "utf8")) as Record<string, number[]>;
    const answered = (dataset.parts[0]?.queries ?? []).map((query) => ({
      part: "circo",
      query,
      ranking: { names: (example[query.id] ?? []).map((id) => `${String(id).padStart(12, "0")}.jpg`), group: [] },
    }));
    const { map, recall } = figuresOf(dataset, answered);
    // By NumPy: cumsum(hits) * hits / arange(1, 51), summed to k, over min(targets, k).
    expect(map).toEqual({
      "5": expect.closeTo(0.4861, 3),
      "10": expect.closeTo(0.5178, 3),
      "25": expect.closeTo(0.54, 3),
      "50": expect.closeTo(0.602, 3),
    });
    expect(recall).toMatchObject({ "5": expect.closeTo(0.9091, 3), "50": expect.closeTo(3.6364, 3) });
    expect(submissionFiles("circo", answered)).toEqual({ "": example });
  });

  test("CIRR's submission files name the split's photos, 50 of all and 3 of the group", async () => {
    const dataset = await readCirr({ ...input("cirr"), split: "test" });
    const answered = answeredByChance(dataset, 1);
    const { _recall: all = {}, _recall_subset: subset = {} } = submissionFiles("cirr", answered);
    expect(Object.keys(all)).toHaveLength(4148 + 2);
    expect(all).toMatchObject({ version: "rc2", metric: "recall" });
    expect(subset).toMatchObject({ version: "rc2", metric: "recall_subset" });
    expect(all["12063"]).toHaveLength(50);
    expect(subset["12063"]).toHaveLength(3);
    expect(subset["12063"]).not.toContain("test1-147-1-img1");
  });
});
