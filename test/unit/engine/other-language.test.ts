import { expect, test } from "vitest";
import { isOtherLanguage } from "../../../main/engine/other-language.ts";

test.each([
  "same place but at night, with a dog",
  "dog",
  "red van",
  "a cat in a van",
  "Las Vegas at night",
  "Rio de Janeiro",
  "a beach in Rio de Janeiro",
  "Los Angeles skyline",
  "Big Sur",
  "people met in the old town",
  "Des Moines",
  "café with piñatas",
  "die cast toy car",
  "E.T. and la la land",
  "UN building in New York",
  "a man playing a game of chess",
  "pour ale into a glass",
  "MIT campus, I've been there",
  "the wurst stand in Malmö",
  "with more snow",
])("%s: may be English", (text) => {
  expect(isOtherLanguage(text)).toBe(false);
});

test.each([
  "derselbe Ort, aber nachts, mit einem Hund",
  "ein Hund im Schnee",
  "Kinder auf der Wiese",
  "la même plage mais avec un chien",
  "un chat dans le jardin",
  "una spiaggia senza persone",
  "il cane nella neve",
  "el perro en la nieve",
  "el mismo lugar de noche",
  "uma praia sem pessoas",
  "o cachorro na praia em dia de sol, mas sem gente",
  "pies na plaży bez ludzi",
  "o pisică în zăpadă",
  "een hond op het strand",
  "en hund på stranden",
  "karda bir köpek",
  "собака на снегу",
  "собака у снігу",
  "雪の中の犬",
  "كلب في الثلج",
])("%s: is not", (text) => {
  expect(isOtherLanguage(text)).toBe(true);
});
