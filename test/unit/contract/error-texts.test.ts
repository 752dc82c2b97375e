/** What users read of errors: every code in both languages, and no English in a German page. */
import { describe, expect, test } from "vitest";
import { errorTexts } from "../../../contract/error-texts/index.ts";
import { errorCodes } from "../../../contract/errors.ts";
import { inWords, reasonInWords } from "../../../renderer/strings/in-words.ts";
import { setLanguage } from "../../../renderer/strings/index.ts";
import { englishWords } from "../../helpers/english.ts";

const said = { name: "a.jpg", path: "/photos", size: "420 MP", detail: "EIO", what: "…" };

describe.each(errorCodes)("%s", (code) => {
  test.each([{ what: "…" }, said])("is a sentence in English, and another in German, with the same names in it: %j", (given) => {
    const [en, de] = [errorTexts.en[code](given), errorTexts.de[code](given)];
    for (const text of [en, de]) expect(text).toMatch(/^["„\p{Lu}].*[.)]$/u);
    expect(englishWords(de)).toEqual([]);
    expect(englishWords(en).length + en.length).toBeGreaterThan(9);
    expect(namesIn(de)).toEqual(namesIn(en));
    expect(`${en}${de}`).not.toMatch(/undefined|""|„“/);
  });
});

function namesIn(text: string): string[] {
  return Object.values(said).filter((name) => text.includes(name));
}

test("a reason that the library keeps is said in the language of the page", () => {
  const failure = { code: "picture-too-large", reason: "Too large (420 MP).", data: { size: "420 MP" } };
  expect(reasonInWords(failure)).toBe("The picture is too large (420 MP). Pictures of up to 300 MP and 1 GB are read.");
  setLanguage("de");
  expect(reasonInWords(failure)).toBe("Das Bild ist zu groß (420 MP). Gelesen werden Bilder bis 300 MP und 1 GB.");
  expect(reasonInWords({ code: "of-a-later-version", reason: "In English.", data: {} })).toBe("In English.");
  setLanguage("pseudo");
  expect(inWords({ code: "file-empty", what: "", data: {} })).toMatch(/^⟦.+⟧$/);
  setLanguage("en");
});
