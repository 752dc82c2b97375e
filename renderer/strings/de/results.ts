import type { Results } from "../../../contract/types.ts";
import type { Strings } from "../en/index.ts";
import { count, few, plural, signed } from "../format.ts";

const photos = (number: number) => plural(number, "Foto", "Fotos");

export const results: Strings["results"] = {
  back: "Alle Fotos",
  summary,
  searched,
  took: (time) => `Dauerte ${time}`,
  searching: "Sucht…",
  newOnes: (number) => `${plural(number, "neues Foto", "neue Fotos")}.`,
  show: "Zeigen",
  sort: "Reihenfolge",
  byMatch: "Übereinstimmung",
  byDate: "Datum",
  empty: "Noch ist kein Foto bereit. Die ersten sind es gleich.",
  filtersTooTight: "Kein Foto passt zu diesen Filtern.",
  withoutFilter: (filter, number) => `Ohne „${filter}“: ${photos(number)}`,
  nothingStrong: "Dies sind die nächsten.",
  nothingStrongByDate: "Nichts passt gut. Nach Übereinstimmung geordnet werden die nächsten gezeigt.",
  tryThis: "Versuchen:",
  tryWords: "Regler zu Worten",
  tryLook: "Regler zu Aussehen",
  tryDrop: (word) => `„${word}“ weglassen`,
  tryWithout: (filter, more) => `Filter „${filter}“ entfernen: ${signed(more)}`,
  band: { strong: "Stark", possible: "Möglich", weak: "Schwach", closest: "Am nächsten" },
  bandCount: (number) => count(number),
  bandMatch: { strong: "starker Treffer", possible: "möglicher Treffer", weak: "schwacher Treffer" },
  weakFold: (number) => plural(number, "schwächerer Treffer", "schwächere Treffer"),
  hide: "Ausblenden",

  lookingFor: "Gesucht wird:",
  edit: "Ändern",
  editSearch: "Suchen",
  onTheWay: (seconds) =>
    seconds < 3 ? "Schnelle Treffer. Verfeinerte sind unterwegs." : `Denkt über Ihre Worte nach… ${count(seconds)} s`,
  refinedReady: ({ added, moved }) => `Verfeinerte Treffer sind da: ${count(added)} neu, ${count(moved)} an anderer Stelle.`,
  refinedShown: "Verfeinerte Treffer werden gezeigt.",
  stay: "Hier bleiben",
  byRules: (reason) => `Nach Regeln umgeschrieben${reason ? `: ${reason}` : "."}`,
  quickOnly: (reason) => `Das Umschreiben gelang nicht. Dies sind schnelle Treffer. ${reason}`,
  tryAgain: "Noch einmal",

  moreLikeThis: "Mehr davon",
  lessLikeThis: "Weniger davon",
  moreChip: (name) => `Mehr wie ${name}`,
  lessChip: (name) => `Weniger wie ${name}`,
  searchFirst: "Das gilt für Suchergebnisse. Suchen Sie zuerst.",
  feedbackFull: "Höchstens acht von jeder Art. Entfernen Sie zuerst eine.",

  why: "Warum",
  whyTitle: (name) => `Warum ${name}`,
  points: (number) => (number === 1 ? "1 Punkt" : `${count(number)} Punkte`),
  signedPoints: (number) => signed(number),
  whyNote: "Punkte der Wertung, keine Gewissheit.",
  whyWords: "Unter all Ihren Fotos:",
  verdict: (word, verdict) => `${word}: ${verdicts[verdict]}`,
  closestCaption: "Nächste Beschreibung:",
  quoted: (text) => `„${text}“`,
  throughCaptions: (number) => `${signed(number)} davon durch die Beschreibungen des Fotos.`,
  part: {
    reference: "Sieht aus wie das Foto",
    text: "Ihre Worte",
    rewritten: "Der umgeschriebene Satz",
    sentence: "Foto und Worte zusammen",
    without: (word) => `Ohne: ${word}`,
    unwanted: (name) => `Nicht wie ${name}`,
  },
};

const verdicts = { yes: "ja", unsure: "unsicher", no: "nein" };

function summary({ hits, bands }: Results): string {
  if (hits.length === 0) return "Keine Fotos gefunden";
  if (bands.strong + bands.possible === 0) return "Nichts passt gut";
  return [bands.strong > 0 && `${count(bands.strong)} stark`, bands.possible > 0 && `${count(bands.possible)} möglich`]
    .filter((part) => part !== false)
    .join(", ");
}

function searched({ searched, waiting, notes }: Results): string {
  if (waiting === 0 || !notes.includes("still-indexing")) return `${photos(searched)} durchsucht.`;
  return `${count(searched)} von ${photos(searched + waiting)} durchsucht. Der Rest wird noch gelesen.`;
}

/** "etwa 20 min", "etwa 2 Tage" */
export function roughly(seconds: number): string {
  if (seconds < 60) return "weniger als eine Minute";
  if (seconds < 90 * 60) return `etwa ${few(Math.round(seconds / 60))} min`;
  if (seconds < 36 * 3600) return `etwa ${few(Math.round(seconds / 3600))} Stunden`;
  return `etwa ${few(Math.round(seconds / 86400))} Tage`;
}
