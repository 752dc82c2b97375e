import { describe, expect, test } from "vitest";
import { completionAt, filterText, formatFilter, parseQueryText, withoutFilter } from "../../../contract/filter-text.ts";

const day = (text: string) => Date.parse(`${text}T00:00:00Z`);

describe("words", () => {
  test("plain words are the text", () => {
    expect(parseQueryText("same place but  at night ")).toEqual({
      text: "same place but at night",
      without: [],
      filter: {},
      mistakes: [],
      problems: [],
    });
  });

  test.each([
    ["a bridge -people", "a bridge", ["people"]],
    ["a bridge without people", "a bridge", ["people"]],
    ["Without any people, at night", "at night", ["people"]],
    ["a man without the hat", "a man", ["hat"]],
    ["eine Brücke ohne die Leute", "eine Brücke", ["Leute"]],
    ["ohne Hunde", "", ["Hunde"]],
    ['-"red car" street', "street", ["red car"]],
    ['without "red car" street', "street", ["red car"]],
    ["-dog -cat", "", ["dog", "cat"]],
  ])("%s keeps away from words", (typed, text, without) => {
    expect(parseQueryText(typed)).toMatchObject({ text, without, problems: [] });
  });

  test.each(["black-and-white", "a bridge - at night", "ratio 3:2", "note: a dog", "http://example.org", "a day without", "camera"])(
    "%s stays as it is",
    (typed) => {
      expect(parseQueryText(typed)).toEqual({ text: typed, without: [], filter: {}, mistakes: [], problems: [] });
    },
  );
});

describe("filters", () => {
  test("leave the text and add up", () => {
    expect(parseQueryText('night camera:X-T5 CAMERA:"EOS R5" lens:"XF 23mm" rating:>=4 folder:Weddings ext:.RAF sky')).toEqual({
      text: "night sky",
      without: [],
      filter: { cameras: ["X-T5", "EOS R5"], lenses: ["XF 23mm"], minRating: 4, folders: ["Weddings"], extensions: ["raf"] },
      mistakes: [],
      problems: [],
    });
  });

  test("the same value twice counts once", () => {
    expect(parseQueryText("ext:jpg ext:JPG").filter).toEqual({ extensions: ["jpg"] });
  });

  test.each([
    ["rating:4", 4],
    ["rating:4+", 4],
    ["rating:>3", 4],
    ["rating:>=0", 0],
  ])("%s", (typed, minRating) => {
    expect(parseQueryText(typed).filter).toEqual({ minRating });
  });

  test.each([
    ["date:2023", day("2023-01-01"), day("2024-01-01")],
    ["date:2023-05", day("2023-05-01"), day("2023-06-01")],
    ["date:2023-12", day("2023-12-01"), day("2024-01-01")],
    ["date:2024-02-29", day("2024-02-29"), day("2024-03-01")],
    ["date:2023-05..2023-08", day("2023-05-01"), day("2023-09-01")],
    ["date:2022..2023-03-04", day("2022-01-01"), day("2023-03-05")],
  ])("%s includes its last day", (typed, from, to) => {
    expect(parseQueryText(typed).filter).toEqual({ from, to });
  });

  test("a date range may be open", () => {
    expect(parseQueryText("date:2023..").filter).toEqual({ from: day("2023-01-01") });
    expect(parseQueryText("date:..2023").filter).toEqual({ to: day("2024-01-01") });
  });

  test("a later date replaces an earlier one", () => {
    expect(parseQueryText("date:2020 date:2023..").filter).toEqual({ from: day("2023-01-01") });
  });

  test("quotes that were not closed reach to the end", () => {
    expect(parseQueryText('folder:"Day 2').filter).toEqual({ folders: ["Day 2"] });
  });

  test.each([
    "date:2023-13",
    "date:2023-02-30",
    "date:yesterday",
    "date:..",
    "date:2023..2022",
    "date:1..2..3",
    "rating:6",
    "rating:>5",
    'camera:""',
  ])("%s is a problem that names it", (typed) => {
    const { text, filter, problems } = parseQueryText(`${typed} sky`);
    expect({ text, filter }).toEqual({ text: "sky", filter: {} });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(typed);
  });
});

describe("mistakes", () => {
  test.each([
    ["sea date:never -dog", 4, 14, "date", "date:2023"],
    ["label:pink", 0, 10, "label", "label:red"],
    ["a -rating:9 b", 2, 11, "rating", "rating:>=4"],
    ["rating:4..2", 0, 11, "rating", "rating:1..3"],
    ["near:home", 0, 9, "near", "near:5km"],
    ["near:95,16,5km", 0, 14, "near", "near:5km"],
    ["has:wings", 0, 9, "has", "has:gps"],
    ["type:jxl", 0, 8, "type", "type:raw+jpeg"],
    ['without people camera:"" x', 15, 24, "camera", "camera:"],
  ])("%s says where, and how to write it", (typed, from, to, field, example) => {
    const { mistakes, filter } = parseQueryText(typed);
    expect(filter).toEqual({});
    expect(mistakes).toMatchObject([{ from, to, field, typed: typed.slice(from, to), hint: expect.stringContaining(example) }]);
  });

  test("are told all at once; what is right is used", () => {
    const { mistakes, filter, text } = parseQueryText("snow flag:maybe ext:jpg date:2023-13");
    expect(mistakes.map(({ typed }) => typed)).toEqual(["flag:maybe", "date:2023-13"]);
    expect({ filter, text }).toEqual({ filter: { extensions: ["jpg"] }, text: "snow" });
  });
});

describe("completion", () => {
  test.each([
    ["a dog cam", "cam", undefined, 6],
    ["-cam", "cam", undefined, 1],
    ["camera:", "", "camera", 7],
    ["-camera:X-", "X-", "camera", 8],
    ['folder:"Day 2', "Day 2", "folder", 7],
    ["stars:", "", "rating", 6],
  ])("%s| offers what can follow", (typed, letters, field, from) => {
    const completion = completionAt(`${typed} more`, typed.length);
    expect({ ...completion, field: completion?.field?.name }).toEqual({ from, to: typed.length, letters, field });
  });

  test.each(["a dog ", "", "http://exa"])("%j| offers nothing", (typed) => {
    expect(completionAt(typed, typed.length)).toBeUndefined();
  });

  test("writes a value so that it is read again", () => {
    expect(filterText("lens", "XF 23mm")).toBe('lens:"XF 23mm"');
  });
});

describe("formatFilter", () => {
  test("a filter is taken away by its text", () => {
    const { filter } = parseQueryText('label:red label:blue -flag:pick has:gps "Day 2"');
    expect(formatFilter(withoutFilter(filter, "label:red"))).toEqual(["label:blue", "has:gps", "-flag:pick", '"Day 2"']);
    expect(withoutFilter(filter, '"Day 2"').exact).toBeUndefined();
  });

  test.each([
    "rating:<=2",
    "rating:=0",
    "rating:2..4",
    "type:raw+jpeg",
    "flag:pick",
    "label:none",
    'collection:"Best of"',
    "keyword:bridge",
    "has:copies",
    "near:5km",
    "near:48.2,-16.37,0.5km",
    "-camera:X-T5",
    "-date:2023-05..2023-08",
    "-rating:=5",
    '"two words"',
    "date:2023",
    "date:2023-05",
    "date:2023-05-12",
    "date:2023-05..2023-08",
    "date:2022-12-31..2023-01-02",
    "date:2020..2022",
    "date:2023..",
    "date:..2023-05",
    'camera:"EOS R5"',
    "lens:23mm",
    `folder:'The "best"'`,
    "ext:raf",
    "rating:>=4",
  ])("%s is written as it was read", (typed) => {
    expect(formatFilter(parseQueryText(typed).filter)).toEqual([typed]);
  });

  test("one text for each chip", () => {
    expect(formatFilter({ cameras: ["A", "B"], minRating: 3, extensions: ["jpg"] })).toEqual([
      "camera:A",
      "camera:B",
      "ext:jpg",
      "rating:>=3",
    ]);
    expect(formatFilter({})).toEqual([]);
  });
});
