import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readCaptionTokens } from "../../../main/inference/caption-tokens.ts";
import { temporaryFolder } from "../../helpers/folders.ts";

async function fileOf(content: string): Promise<string> {
  const file = join(temporaryFolder(), "tokens.json");
  await writeFile(file, content);
  return file;
}

test("tokens become a sentence: parts of words are glued, and nothing follows the end", async () => {
  const tokens = ["[begin]", "[end]", "a", "snow", "##board", "##er", "jumps"];
  const { sentence, size, begin, end } = await readCaptionTokens(await fileOf(JSON.stringify({ tokens, begin: 0, end: 1 })));
  expect({ size, begin, end }).toEqual({ size: 7, begin: 0, end: 1 });
  expect(sentence([2, 3, 4, 5, 6, 1, 2])).toBe("a snowboarder jumps");
  expect(sentence([2, 3])).toBe("a snow");
  expect(sentence([1])).toBe("");
});

test("hyphens and apostrophes are glued to both sides where the list says so", async () => {
  const tokens = ["[begin]", "[end]", "a", "man", "'", "s", "t", "-", "shirt"];
  const of = async (glue?: string[]) =>
    (await readCaptionTokens(await fileOf(JSON.stringify({ tokens, begin: 0, end: 1, glue })))).sentence;
  expect((await of(["-", "'"]))([2, 3, 4, 5, 6, 7, 8, 1])).toBe("a man's t-shirt");
  expect((await of())([6, 7, 8])).toBe("t - shirt");
});

test.each(["{ not json", '{"tokens": ["a", "b"], "begin": 0, "end": 2}', '{"tokens": "a b", "begin": 0, "end": 1}'])(
  "%s is refused, and the file is named",
  async (content) => {
    const file = await fileOf(content);
    await expect(readCaptionTokens(file)).rejects.toMatchObject({ code: "pack-damaged", what: expect.stringContaining(file) });
  },
);
