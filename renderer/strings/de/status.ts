import type { IndexStatus, LlmReport } from "../../../contract/types.ts";
import type { Strings } from "../en/index.ts";
import { capitalised, count, few, plural } from "../format.ts";
import { roughly } from "./results.ts";

const photos = (number: number) => plural(number, "Foto", "Fotos");
const files = (number: number) => plural(number, "Datei", "Dateien");

const commercialUse = { yes: "", no: ", nicht für gewerbliche Nutzung", unclear: ", gewerbliche Nutzung unklar" };
const backends = { cpu: "", metal: "Metal", cuda: "CUDA", vulkan: "Vulkan" };
const onDevice = ({ backend, devices, gpuLayers, layers, fellBack }: LlmReport) => {
  const on = backend === "cpu" ? "dem Prozessor" : `${devices.join(", ")} (${backends[backend]}, ${gpuLayers} von ${layers} Schichten)`;
  return `auf ${on}.${fellBack === null ? "" : " Eine Grafikkarte wurde probiert und versagte."}`;
};
const skipReasons: Record<string, string> = {
  video: "Videos",
  copy: "Kopien",
  "raw-pair": "JPEGs neben ihrem RAW",
  "too-small": "zu klein",
  unsupported: "andere Dateien",
  hidden: "verborgene",
  ignored: "ausgenommene",
  "left-out": "weggelassene",
};

export const status: Strings["status"] = {
  title: "Index",
  open: "Stand des Index zeigen",
  found: "Gefunden",
  ready: "bereit",
  waiting: "wartend",
  skipped: "übergangen",
  failed: "misslungen",
  look: "Aussehen",
  captions: "Beschreibungen",
  folders: "Ordner",
  runsOn: "Läuft auf",
  network: "Netz",
  networkCheck: {
    open: "So lässt es sich prüfen",
    title: "Prüfen, dass nichts diesen Computer verlässt",
    text: "Diese Zahl zählt Recompose selbst. Glauben müssen Sie ihm nicht:",
    unplugged: "Ohne Netz",
    unpluggedText:
      "Ziehen Sie das Kabel oder schalten Sie das WLAN aus, starten Sie Recompose neu, nehmen Sie einen Ordner auf und suchen Sie. Alles läuft weiter. Nur um Pakete zu holen, braucht es ein Netz.",
    firewall: "Mit der Firewall des Systems",
    windows:
      "Windows: Legen Sie in der Windows Defender Firewall mit erweiterter Sicherheit eine ausgehende Regel an, die das Programm Recompose sperrt.",
    mac: "macOS: Die eigene Firewall sieht nur, was hereinkommt. Ein Programm wie LuLu fragt bei allem, was hinaus will; sagen Sie nein.",
    linux: "Linux: Starten Sie es im Terminal ganz ohne Netz:",
    after: "Benutzen Sie es dann wie immer. Nichts fehlt, und die Firewall hat nichts zu melden.",
  },
  pause: "Anhalten",
  resume: "Weiter",
  runNow: "Trotzdem jetzt",
  seeWhy: "Warum?",
  progress: "Gelesene Fotos",
  captionProgress: "Beschriebene Fotos",
  captionsOff: "Werden ausgelassen.",
  skipCaptions: "Beschreibungen auslassen",
  writeCaptions: "Beschreibungen schreiben",
  battery: {
    title: "Auf Akku",
    choices: { pause: "Anhalten", slow: "Langsam", always: "Wie immer" },
    slow: "Auf Akku, und langsamer.",
  },
  sentence,
  rate: (perSecond) => `${few(perSecond)} Fotos/s`,
  left: (seconds) => `noch ${roughly(seconds)}`,
  incidents: "Vorfälle",
  skippedBy: (reasons) =>
    Object.entries(reasons)
      .filter(([, number]) => number > 0)
      .map(([reason, number]) => `${skipReasons[reason] ?? reason} ${count(number)}`)
      .join(", "),

  models: {
    loading: "Das Modell wird geladen. Nur beim ersten Mal.",
    missing: "Noch kein Suchpaket. Öffnen Sie eine Paketdatei.",
    pack: ({ title, version, licence, commercialUse: use }) => `${title} ${version} · ${licence}${commercialUse[use]}`,
    llm: ({ title, report }) => `Sprachmodell: ${title}${report ? ` ${onDevice(report)}` : "."}`,
    restarts: (number) => `Die Suche blieb stehen und wurde neu gestartet${number > 1 ? ` (${number}-mal)` : ""}. Nichts ging verloren.`,
  },

  failures: {
    title: "Dateien, die nicht gelesen werden konnten",
    text: "Sie bleiben, wie sie sind. Ist eine repariert oder ersetzt, lässt sie sich noch einmal lesen.",
    none: "Alle Dateien ließen sich lesen.",
    loading: "Lädt…",
    retry: "Alle noch einmal",
    retryOne: (name) => `${name} noch einmal lesen`,
    retryShort: "Noch einmal",
    retrying: (number) => `${files(number)} noch einmal.`,
    more: (number) => `Und ${count(number)} weitere.`,
    saveList: "Liste sichern",
    listName: "recompose-misslungen.txt",
    reveal: "Im Ordner zeigen",
    ignore: "Weglassen",
    ignored: (name) => `„${name}“ bleibt aus dem Index weg.`,
    nothingToRetry: "Nichts ist noch einmal zu lesen: Es wurde gelesen oder wartet darauf.",
    leftOut: (number) => `Aus dem Index weggelassen: ${photos(number)}. Was er davon weiß, wird beim nächsten Start gelöscht.`,
    cannotLeaveOut: "Das ist schon weggelassen oder wird gerade gelesen. Versuchen Sie es gleich noch einmal.",
  },
};

function captioning({ ready, stages, etaSeconds }: IndexStatus): string {
  const left = etaSeconds === null ? "" : ` Noch ${roughly(etaSeconds)}.`;
  return `${count(stages.captions?.done ?? 0)} von ${photos(ready)} sind beschrieben. Die anderen werden nur nach Aussehen gefunden.${left}`;
}

function sentence(status: IndexStatus): string {
  const { state, found, ready, waiting, failed, etaSeconds } = status;
  if (state === "paused") return pauseSentences[status.pausedBy ?? "user"] ?? "Angehalten.";
  if (state === "scanning") return `Fotos werden gesucht: bisher ${count(found)}.`;
  if (waiting > 0) {
    const left = etaSeconds === null ? "" : `, noch ${roughly(etaSeconds)}`;
    return `Fotos werden gelesen: ${count(found - waiting)} von ${count(found)}${left}.`;
  }
  if (state === "captioning") return captioning(status);
  if (failed > 0) return capitalised(`fertig. ${files(failed)} ${failed === 1 ? "konnte" : "konnten"} nicht gelesen werden.`);
  return ready === 0 ? "Keine Fotos gefunden." : "Alle Fotos sind bereit.";
}

const pauseSentences: Record<string, string> = {
  user: "Angehalten.",
  battery: "Im Akkubetrieb angehalten.",
  "disk-full": "Angehalten: Der Datenträger ist fast voll.",
  models: "Angehalten: Das Suchpaket arbeitet nicht.",
  heat: "Angehalten: Der Rechner ist heiß.",
};
