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

test.each(["{ not json", '{"tokens": ["a", "b"], "begin": 0, "end": 2}', '{"tokens": "a b", "begin": 0, "end": 1}'])(
  "%s is refused, and the file is named",
  async (content) => {
    const file = await fileOf(content);
    await expect(readCaptionTokens(file)).rejects.toMatchObject({ code: "pack-damaged", what: expect.stringContaining(file) });
  },
);
