/**
 * Every word of the page, in the language that was chosen. A catalogue is plain functions and texts of one type, so that
 * a text that a language lacks is an error of the compiler. `strings` is another object after `setLanguage`: read it when it
 * is needed, and keep no part of it.
 */
import { de } from "./de/index.ts";
import { en, type Strings } from "./en/index.ts";
import { setLocale } from "./format.ts";
import { pseudo } from "./pseudo.ts";

export const languages = ["en", "de", "pseudo"] as const;
export type Language = (typeof languages)[number];

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

/** The language of a browser, where there is a catalogue of it. */
export function languageOf(tags: readonly string[]): Language {
  const known = tags.map((tag) => tag.slice(0, 2).toLowerCase()).find((tag) => tag === "en" || tag === "de");
  return known === "de" ? "de" : "en";
}
