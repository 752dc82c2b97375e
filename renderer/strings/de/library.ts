import { type Label, starsOf } from "../../../contract/marks.ts";
import type { Photo } from "../../../contract/types.ts";
import type { Strings } from "../en/index.ts";
import { count, dayOf, fileSize, localDayOf, plural } from "../format.ts";
import { roughly } from "./results.ts";

const photos = (number: number) => plural(number, "Foto", "Fotos");
const labels: Record<Label | "none", string> = {
  red: "rot",
  yellow: "gelb",
  green: "grün",
  blue: "blau",
  purple: "violett",
  none: "keine Farbe",
};

interface Costs {
  bytes: number;
  memory: number;
}

function otherPacks(number: number, least: Costs | undefined, most: Costs | undefined): string {
  if (!least || !most) return "Alle Pakete sind da. Andere lassen sich als Dateien öffnen.";
  if (number === 1)
    return `Ein weiteres findet mehr: Es ist ${fileSize(least.bytes)} groß und braucht bis zu ${fileSize(least.memory)} Arbeitsspeicher.`;
  const range = (what: keyof Costs) => `${fileSize(least[what])} bis ${fileSize(most[what])}`;
  return `${count(number)} weitere finden mehr: Sie sind ${range("bytes")} groß und brauchen ${range("memory")} Arbeitsspeicher.`;
}

export const library: Strings["library"] = {
  welcome: {
    title: "Willkommen bei Recompose",
    folders: "Fotoordner",
    foldersText: "Noch keine Fotos. Nehmen Sie einen Ordner auf. Ihre Dateien bleiben, wo sie sind.",
    choose: "Ordner wählen…",
    pack: "Suchpaket",
    otherPacks,
    getPacks: "Größere Pakete holen…",
    happens: "Was geschieht",
    happensText: "Ihre Fotos werden gelesen, nie geändert. Nichts verlässt diesen Rechner. Suchen geht von der ersten Minute an.",
    start: "Anfangen",
    needsFolder: "Nehmen Sie zuerst einen Fotoordner auf.",
    needsPack: "Noch kein Suchpaket. Öffnen Sie eine Paketdatei.",
    packLoading: "Das Suchpaket wird geöffnet.",
    inside: (inner, outer) => `„${inner}“ liegt in „${outer}“: Beide werden als einer gelesen.`,
  },

  samples: {
    try: "Beispiele ausprobieren",
    examples: "Beispiele:",
    bridge: "diese Brücke, aber bei Nacht",
    bird: "dieser Vogel, aber im Flug",
    flowers: "diese Blumen, aber mit einer Biene",
  },

  trial: {
    photos: (number) => (number === 0 ? "Keine Fotos darin." : photos(number)),
    soFar: (number) => `bisher ${photos(number)}…`,
    measuring: (number) => `Bisher ${photos(number)}. Einige werden probeweise gelesen, um zu sehen, wie lange es hier dauert…`,
    unmeasured: (number) => `${photos(number)}. Wie lange sie hier dauern, ließ sich nicht messen.`,
    space: (size) => `Benötigter Platz: etwa ${size}.`,
    ready: (seconds) => `Dauer: ${roughly(seconds)}.`,
    lookReady: (seconds) => `Dauer: für das Aussehen ${roughly(seconds)}. Die Beschreibungen werden noch probiert…`,
    readyWithCaptions: (look, captions) => `Dauer: für das Aussehen ${roughly(look)}, für die Beschreibungen ${roughly(captions)}.`,
    measured: (number) => `Auf diesem Rechner gemessen, mit ${photos(number)} von Ihnen.`,
    tooFull: (size) => `Auf dem Datenträger des Index sind nur ${size} frei. Schaffen Sie dort erst Platz, oder nehmen Sie weniger Ordner.`,
  },

  folders: {
    title: "Ordner",
    add: "Ordner aufnehmen…",
    rescan: "Nach Änderungen sehen",
    forget: (name) => `${name} entfernen…`,
    away: "nicht verbunden",
    awayText: (name) => `„${name}“ ist nicht verbunden. Suchen geht, Originale lassen sich nicht öffnen.`,
    back: (name) => `„${name}“ ist wieder da. Änderungen werden gesucht.`,
    added: (name) => `„${name}“ wird gelesen. Sie können schon suchen.`,
    path: "Pfad des Ordners",
    pathExample: "/home/ich/Bilder",
    pathHint:
      "Eine Seite im Browser sieht keine Pfade. Kopieren Sie den Pfad des Ordners aus der Dateiverwaltung und setzen Sie ihn hier ein.",
    addTitle: "Ordner aufnehmen",
    addButton: "Aufnehmen",
    forgetTitle: (name) => `„${name}“ aus der Bibliothek entfernen?`,
    forgetText: (number) =>
      `Gezeigt und durchsucht wird davon nichts mehr (${photos(number)}). Zurücknehmen bringt alles zurück; beim nächsten Start wird gelöscht, was der Index davon weiß. Die Fotos bleiben, wo sie sind.`,
    forgetButton: "Entfernen",
    forgotten: (name) => `„${name}“ ist entfernt.`,
    eraseNow: "Sofort löschen",
    erased: (name) => `Was der Index von „${name}“ wusste, ist gelöscht.`,
    watched: (number) => `${photos(number)}, verbunden`,
    awaySince: (since, number) => `nicht verbunden${since === null ? "" : ` seit ${localDayOf(since)}`}, ${photos(number)} behalten`,
    leaving: (number) => `entfernt; was der Index davon weiß (${photos(number)}), wird beim nächsten Start gelöscht`,
    bringBack: "Zurückholen",
    find: (name) => `${name} suchen…`,
    findShort: "Suchen…",
    findTitle: (name) => `Wo ist „${name}“ jetzt?`,
    findText:
      "Wurde der Ordner verschoben oder umbenannt, oder heißt sein Laufwerk anders, so zeigen Sie, wo er ist. Einige seiner Fotos werden verglichen; neu gelesen wird nichts.",
    findButton: "Das ist er",
    found: (name) => `„${name}“ ist gefunden. Änderungen werden gesucht.`,
    gone: (number, name) =>
      number === 1
        ? `Ein Foto ist nicht mehr in „${name}“. Soll es aufgeführt bleiben oder entfernt werden?`
        : `${photos(number)} sind nicht mehr in „${name}“. Sollen sie aufgeführt bleiben oder entfernt werden?`,
    goneKept: (number) => `Nicht mehr da, aber behalten: ${photos(number)}.`,
    keepGone: "Behalten",
    removeGone: "Entfernen",
    removeGoneText:
      "Gezeigt und durchsucht werden sie nicht mehr. Zurücknehmen bringt sie mit allem zurück, was sie hatten; beim nächsten Start wird gelöscht, was der Index von ihnen weiß.",
    goneTakenOut: (number, name) =>
      number === 1
        ? `Ein Foto, das nicht mehr in „${name}“ ist, ist entfernt.`
        : `${photos(number)}, die nicht mehr in „${name}“ sind, sind entfernt.`,
    goneLeaving: (number) => `Weg und entfernt: ${photos(number)}; was der Index davon weiß, wird beim nächsten Start gelöscht.`,
    goneErased: (name) => `Was der Index von Fotos wusste, die nicht mehr in „${name}“ sind, ist gelöscht.`,
  },

  more: (name) => `Mehr zu ${name}`,
  rename: "Umbenennen…",
  renameButton: "Umbenennen",
  renameTitle: (name) => `„${name}“ umbenennen`,
  renamed: (name) => `Heißt jetzt „${name}“.`,

  collections: {
    title: "Sammlungen",
    add: "Neue Sammlung…",
    none: "Fotos, die zusammengehören sollen, ohne dass eine Datei bewegt wird.",
    name: "Name der Sammlung",
    newTitle: "Neue Sammlung",
    addTo: "Zu einer Sammlung",
    made: (name) => `„${name}“ ist angelegt. Ziehen Sie Fotos darauf.`,
    added: (number, name) => `${photos(number)} in „${name}“.`,
    takenOut: (number, name) => `${photos(number)} aus „${name}“ genommen.`,
    takeOut: (name) => `Aus „${name}“ nehmen`,
    removed: (name) => `„${name}“ ist entfernt. Die Fotos bleiben in der Bibliothek.`,
    create: "Anlegen",
  },

  searches: {
    title: "Gesicherte Suchen",
    none: "Eine gesicherte Suche behält ihre Fotos, Worte, Gewichte und Filter.",
    name: "Name der Suche",
    saveTitle: "Diese Suche sichern",
    replace: "Ersetzen",
    replaced: (name) => `„${name}“ ist ersetzt.`,
    saved: "Suche gesichert.",
    removed: (name) => `„${name}“ ist entfernt.`,
  },

  grid: {
    library: "Alle Fotos",
    filtered: "Gefilterte Fotos",
    results: "Suchergebnisse",
    size: "Größe der Fotos",
    orders: { newest: "Neueste zuerst", oldest: "Älteste zuerst", name: "Nach Namen", stars: "Nach Sternen" },
    loading: "Liest…",
    newPhotos: "Es gibt neue Fotos.",
    show: "Zeigen",
    empty: "Hier sind noch keine Fotos.",
    emptyFiltered: "Kein Foto passt zu diesen Filtern.",
    clearFilters: "Alle Filter entfernen",
    total: photos,
    cell: cellName,
    offline: "nicht verbunden",
    failed: "nicht lesbar",
    rawPair: "RAW+J",
    copies: (number) => `×${count(number)}`,
    dates: "Zeiten",
    jumpTo: (when) => `Zu ${when}`,
    selected: (number) => `${photos(number)} ausgewählt`,
    clearSelection: "Auswahl aufheben",
    left: (number) =>
      number === 1
        ? "1 Foto ist nicht mehr zu sehen und nicht mehr ausgewählt."
        : `${photos(number)} sind nicht mehr zu sehen und nicht mehr ausgewählt.`,
    flagged: { pick: "ausgesucht", reject: "verworfen" },
    label: (label) => labels[label],
  },

  marks: {
    stars: (number) => (number === 0 ? "Keine Sterne" : plural(number, "Stern", "Sterne")),
    flag: { pick: "Ausgesucht", reject: "Verworfen", none: "Ohne Markierung" },
    label: { red: "Rot", yellow: "Gelb", green: "Grün", blue: "Blau", purple: "Violett", none: "Keine Farbe" },
    starsSet: (photosSet, stars) => `${photos(photosSet)}: ${stars === 0 ? "keine Sterne" : plural(stars, "Stern", "Sterne")}`,
    flagSet: (photosSet, flag) => `${photos(photosSet)}: ${{ pick: "ausgesucht", reject: "verworfen", none: "ohne Markierung" }[flag]}`,
    labelSet: (photosSet, label) => `${photos(photosSet)}: ${labels[label]}`,
    readOnly: "Wird in der Bibliothek behalten. Recompose ändert Ihre Fotos nie.",
  },

  copies: {
    title: "Kopien exportieren",
    text: (number) =>
      `Kopien von ${photos(number)} in einen Ordner Ihrer Wahl. Dort wird nichts überschrieben; die Originale bleiben, wie sie sind.`,
    pairs: "Von RAW und JPEG",
    both: "Beide",
    make: "Hierher kopieren",
    progress: "Kopierte Fotos",
    done: (done, of) => `${count(done)} von ${photos(of)}`,
    stopped: (done, of) => `Angehalten: ${count(done)} von ${photos(of)} kopiert.`,
    made: (number) => `${plural(number, "Kopie", "Kopien")} gemacht.`,
    left: (number) => `Nicht kopiert: ${photos(number)}.`,
    reasons: {
      offline: "Das Original liegt auf einem Laufwerk, das nicht verbunden ist.",
      unreadable: "Das Original lässt sich nicht lesen. Suchen Sie in seinem Ordner nach Änderungen.",
      unknown: "Es ist nicht mehr in der Bibliothek.",
    },
  },

  file: {
    path: "Der Pfad ist in der Zwischenablage.",
    paths: (number) => `${count(number)} Pfade sind in der Zwischenablage.`,
    tooManyToDrag: (most) =>
      `Höchstens ${count(most)} Fotos lassen sich aus dem Fenster ziehen. Von mehr sind Kopien in einem Ordner möglich.`,
    needsWindow: "Eine Seite im Browser kann das nicht. Der Pfad lässt sich stattdessen kopieren.",
    offline: "Das Original liegt auf einem Laufwerk, das nicht verbunden ist. Dies ist eine Vorschau.",
  },
};

function cellName(photo: Photo, more: string[], index: number, of: number): string {
  const stars = starsOf(photo) > 0 ? [plural(starsOf(photo), "Stern", "Sterne")] : [];
  const away = photo.reachable ? [] : ["nicht verbunden"];
  return [photo.name, dayOf(photo.takenAt), ...stars, ...more, ...away, `${count(index + 1)} von ${count(of)}`].join(", ");
}
