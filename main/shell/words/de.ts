import type { Words } from "./en.ts";

const day = new Intl.DateTimeFormat("de", { day: "numeric", month: "long" });

export const de: Words = {
  menus: { file: "Datei", edit: "Bearbeiten", photo: "Foto", index: "Index", view: "Ansicht", help: "Hilfe" },
  addFolder: "Ordner aufnehmen…",
  recentFolders: "Zuletzt verwendete Ordner",
  startFromPhotos: "Mit Fotos beginnen…",
  addModels: "Modelldateien hinzufügen…",
  closeWindow: "Fenster schließen",
  quit: "Beenden",
  undo: "Rückgängig",
  redo: "Wiederholen",
  cut: "Ausschneiden",
  copy: "Kopieren",
  paste: "Einsetzen",
  selectAll: "Alles auswählen",
  copySearch: "Suche als Text kopieren",
  find: "Suchen",
  useAsReference: "Als Bezugsfoto verwenden",
  addAsReference: "Als Bezugsfoto hinzufügen",
  pause: "Anhalten",
  resume: "Weiter",
  rescan: "Nach Änderungen sehen",
  libraryPanel: "Bibliotheksleiste",
  larger: "Größer",
  smaller: "Kleiner",
  usualSize: "Übliche Größe",
  fullScreen: "Vollbild",
  keys: "Tasten",
  licences: "Lizenzen",
  logFiles: "Protokolldateien",
  about: "Über Recompose",
  open: "Recompose öffnen",
  chooseEditor: "Programm, das Fotos öffnet",
  folderForCopies: "Ordner für die Kopien",
  copyHere: "Hierher kopieren",
  pictures: "Bilder",
  models: "Modelle",
  programs: "Programme",
  fetch: {
    message: (title, hosts, size) => `„${title}“ von ${hosts.join(" und ")} holen? Etwa ${size}.`,
    commercialUse: {
      yes: "gewerbliche Nutzung erlaubt",
      no: "nicht für gewerbliche Nutzung",
      unclear: "ob gewerbliche Nutzung erlaubt ist, ist unklar",
    },
    nothingSent: "Von Ihnen wird nichts gesendet. Solange Sie nicht zustimmen, geht Recompose nicht ins Netz.",
    warning: "Größe und Prüfsumme einiger Dateien wurden nie notiert: Niemand kann sagen, ob ankommt, was ankommen soll.",
    fetch: "Holen",
    cancel: "Abbrechen",
    takeUnchecked: "Auch nehmen, was sich nicht prüfen lässt",
  },
  notRead: (files) => `Fertig. ${files} ${files === 1 ? "Datei konnte" : "Dateien konnten"} nicht gelesen werden.`,
  packInstalled: (title) => `„${title}“ ist installiert. Die Fotos werden damit neu gelesen; bis dahin wird wie bisher gesucht.`,
  damaged: {
    message: (copied) =>
      copied
        ? `Der Index ist beschädigt. Die Kopie vom ${day.format(copied)} wiederherstellen, oder ihn neu aufbauen?`
        : "Der Index ist beschädigt. Neu aufbauen?",
    detail:
      "Ihre Fotos sind unberührt. Neu aufgebaut hat er keine Sterne, Markierungen, Sammlungen und gesicherten Suchen. Der beschädigte wird daneben aufgehoben.",
    restore: "Kopie wiederherstellen",
    rebuild: "Neu aufbauen",
    quit: "Beenden",
  },
  windowCrashes: "Das Fenster blieb immer wieder stehen. Starten Sie Recompose neu; nichts ging verloren.",
};
