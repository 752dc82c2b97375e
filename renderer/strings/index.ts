/**
 * Every word of the page, in the language that was chosen. A catalogue is plain functions and texts of one type, so that
 * a text that a language lacks is an error of the compiler. `strings` is another object after `setLanguage`: read it when it
 * is needed, and keep no part of it.
 */
import type { Language as Spoken } from "../../contract/languages.ts";
import { de } from "./de/index.ts";
import { en, type Strings } from "./en/index.ts";
import { setLocale } from "./format.ts";
import { pseudo } from "./pseudo.ts";

export type Language = Spoken | "pseudo";

const catalogues: Record<Language, { strings: Strings; locale: string }> = {
  en: { strings: en, locale: "en-GB" },
  de: { strings: de, locale: "de-DE" },
  pseudo: { strings: pseudo(en), locale: "en-GB" },
};

export let strings: Strings = en;

export function setLanguage(language: Language): void {
  const { strings: chosen, locale } = catalogues[language];
  strings = chosen;
  setLocale(locale);
}
