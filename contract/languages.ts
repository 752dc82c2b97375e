/** The languages in which users are spoken to. */
export const languages = ["en", "de"] as const;
export type Language = (typeof languages)[number];

/** Of tags such as "de-AT", in the order of preference, the first that there is; English otherwise. */
export function languageOf(tags: readonly string[]): Language {
  const known = tags.map((tag) => tag.slice(0, 2).toLowerCase()).flatMap((tag) => languages.find((language) => language === tag) ?? []);
  return known[0] ?? "en";
}
