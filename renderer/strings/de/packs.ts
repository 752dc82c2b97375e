import type { Fetched, GetProgress, Part, Requests } from "../../../contract/packs.ts";
import type { PackChange } from "../../../contract/types.ts";
import type { Strings } from "../en/index.ts";
import { count, dayOf, fileSize, listOf, plural } from "../format.ts";
import { roughly } from "./results.ts";

const files = (number: number) => plural(number, "Datei", "Dateien");
const commercialUse = { yes: "gewerblich erlaubt", no: "nicht für gewerbliche Nutzung", unclear: "gewerbliche Nutzung unklar" };

export const packs: Strings["packs"] = {
  inUse: "Paket in Gebrauch",
  all: "Alle Pakete",
  loading: "Sieht nach, was da ist…",
  starter: "Startpaket (im Programm)",
  unknown: "Ein eigenes Paket",
  text: "Ein Paket ist, was Fotos und Worte versteht. Es läuft auf diesem Rechner. Größere finden mehr und sind langsamer.",
  facts: (bytes, memory) => `${fileSize(bytes)} · bis zu ${fileSize(memory)} Arbeitsspeicher`,
  inProgram: "kommt mit dem Programm",
  commercialUse,
  states: { absent: "nicht da", partial: "zum Teil da", installed: "installiert" },
  isInUse: "in Gebrauch",
  isComing: "wird vorbereitet",
  tooLarge: (needed, there) =>
    `Dieses Paket braucht bis zu ${fileSize(needed)} Arbeitsspeicher. Dieser Rechner hat ${fileSize(there)}. Versuchen Sie ein kleineres.`,
  measured: (rate) => `Jetzt gemessen: ${rate}.`,

  get: "Holen…",
  getNamed: (title) => `${title} holen`,
  goOn: "Rest holen…",
  switch: "Dazu wechseln",
  switchHint: "Die Suche geht dabei weiter.",
  check: "Prüfen",
  checkNamed: (title) => `${title} prüfen`,
  removeNamed: (title) => `${title} entfernen`,
  parts: (number) => plural(number, "Teil, mit Lizenz", "Teile, mit Lizenzen"),
  kinds: {
    encoder: "findet Fotos",
    phi: "setzt ein Foto in einen Satz",
    captioner: "beschreibt Fotos",
    llm: "formuliert Beschreibungen um",
  },
  licence: (licence) => `Lizenz: ${licence}`,
  openPart: "Seine Datei öffnen…",
  bring: {
    export: "Niemand bietet es an: models/export macht es aus veröffentlichten Gewichten.",
    bring: "Niemand bietet es an: Bringen Sie seine Datei mit.",
  },
  notHosted: (titles) =>
    `${listOf(titles)}: lässt sich nicht holen. Die anderen Teile lassen sich einzeln holen; die Datei dieses Teils bringen Sie mit.`,

  question: {
    title: (title) => `${title} holen?`,
    from: (bytes, hosts) => `Etwa ${fileSize(bytes)} von ${listOf(hosts)}.`,
    licence: ({ title, licence, commercialUse: use }: Part) => `${title}: ${licence}; ${commercialUse[use]}.`,
    nothingSent: "Nichts von Ihnen wird gesendet. Nur hierfür geht Recompose ins Netz.",
    unpinned: (titles) => `Die Prüfsummen von ${listOf(titles)} wurden nie notiert. Ob das Richtige kommt, kann niemand sagen.`,
    agree: "Trotzdem ungeprüft holen",
    yes: "Holen",
    remove: (title) => `${title} entfernen?`,
    removeText: (bytes) =>
      `Macht etwa ${fileSize(bytes)} frei. Was es von Ihren Fotos weiß, bleibt; um es wieder zu benutzen, muss es neu geholt werden.`,
    removeYes: "Entfernen",
    erase: (name) => `Löschen, was ${name} aus Ihren Fotos machte?`,
    eraseAll: "Löschen, was frühere Pakete aus Ihren Fotos machten?",
    eraseText: "Die Fotos bleiben. Um das Paket wieder zu benutzen, müsste es jedes Foto neu sehen.",
  },

  getting: ({ doneBytes, totalBytes, bytesPerSecond, etaSeconds }: GetProgress) => {
    const speed = bytesPerSecond === null ? "" : `, ${fileSize(bytesPerSecond)} je Sekunde`;
    const left = etaSeconds === null ? "" : `, noch ${roughly(etaSeconds)}`;
    return `${fileSize(doneBytes)} von ${fileSize(totalBytes)}${speed}${left}`;
  },
  gettingShare: (share) => `${count(Math.round(100 * share))} % sind da.`,
  doing: { get: "Wird geholt…", bring: "Die Datei wird gelesen…", check: "Jede Datei wird gelesen…", remove: "Wird entfernt…" },
  progress: "Geholt",
  cancelled: "Abgebrochen. Was kam, bleibt.",
  got: (fetched: Fetched[]) => {
    const bytes = fetched.reduce((sum, one) => sum + one.bytes, 0);
    return fetched.length === 0
      ? "Es war schon alles da."
      : `${files(fetched.length)} geholt (${fileSize(bytes)}) und geprüft. Sie können dazu wechseln.`;
  },
  brought: (fetched: Fetched[]) => `${files(fetched.length)} übernommen: ${listOf([...new Set(fetched.map(({ part }) => part))])}.`,
  right: (number) => (number === 1 ? "Die Datei ist, wie sie kam." : `Alle ${files(number)} sind, wie sie kamen.`),
  wrong: (names) => `Dieses Paket ist beschädigt: ${listOf(names)}. Entfernen Sie es und holen Sie es neu.`,
  removed: (bytes) => `Entfernt. ${fileSize(bytes)} sind wieder frei.`,

  openFile: "Paketdatei öffnen…",
  openFolder: "Ordner öffnen…",
  openText: "Ein Paket, das Sie als Datei, Zip oder Ordner haben, wird geprüft und kopiert; geholt wird nichts.",
  path: "Pfad der Datei, des Zips oder des Ordners",
  pathExample: "/home/ich/Downloads/paket.zip",
  pathButton: "Öffnen",

  change,
  changeTitle: "Neues Paket",
  changeProgress: "Fotos, die das neue Paket gesehen hat",
  changeCancel: "Beim alten Paket bleiben",
  switched: (title) => `Gesucht wird jetzt mit ${title}.`,

  old: "Was frühere Pakete aus Ihren Fotos machten",
  oldText: "Es bleibt, damit der Weg zurück kurz ist.",
  oldRow: (photos, bytes) => `${plural(photos, "Foto", "Fotos")}, ${fileSize(bytes)}`,
  erase: "Löschen",
  eraseNamed: (name) => `Löschen, was ${name} machte`,
  erased: (bytes) => `Gelöscht. ${fileSize(bytes)} sind wieder frei.`,

  room: (bytes) => `Was frühere Pakete aus Ihren Fotos machten, belegt ${fileSize(bytes)}.`,
  makeRoom: "Löschen und weitermachen",

  requests: (requests: Requests[]) => {
    const sum = requests.reduce((all, one) => all + one.requests, 0);
    const [last] = requests;
    if (!last) return "0 Netzanfragen seit der Installation.";
    const hosts = listOf(requests.map((one) => `${one.host} (${count(one.requests)})`));
    return `${plural(sum, "Netzanfrage", "Netzanfragen")} seit der Installation, die letzte am ${dayOf(last.lastAt)}: ${hosts}. Alle für Pakete, die Sie wollten.`;
  },
};

function change({ state, done, of }: PackChange, isPaused: boolean): string {
  if (state === "failed") return "Das neue Paket ließ sich nicht vorbereiten. Das alte antwortet weiter.";
  const paused = isPaused ? "Angehalten. " : "";
  if (state === "loading") return `${paused}Das neue Paket wird geöffnet. Bis dahin antwortet das alte.`;
  return `${paused}Das neue Paket wird vorbereitet: ${count(Math.floor((100 * done) / (of || 1)))} %. Bis dahin antwortet das alte.`;
}
