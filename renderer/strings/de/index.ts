/** Deutsch. Schlicht, ohne Vorwurf, und mit dem, was als Nächstes zu tun ist. */

import { errorTexts } from "../../../contract/error-texts/index.ts";
import type { Strings } from "../en/index.ts";
import { commands } from "./commands.ts";
import { devices } from "./devices.ts";
import { library } from "./library.ts";
import { loupe } from "./loupe.ts";
import { packs } from "./packs.ts";
import { query } from "./query.ts";
import { results } from "./results.ts";
import { settings } from "./settings.ts";
import { status } from "./status.ts";

export const de: Strings = {
  name: "Recompose",
  promise: "Finde das Foto, das diesem gleicht, nur anders. Auf diesem Rechner.",
  skipToResults: "Zu den Fotos",
  close: "Schließen",
  cancel: "Abbrechen",
  dismiss: "Ausblenden",
  remove: "Entfernen",
  save: "Sichern",
  undo: "Rückgängig",
  undone: "Rückgängig gemacht.",
  nothingToUndo: "Es gibt nichts rückgängig zu machen.",
  panel: "Bibliotheksleiste",
  details: "Detailleiste",
  settingsButton: "Einstellungen",
  keysButton: "Tasten",

  connection: {
    connecting: "Startet…",
    lost: "Die Verbindung zu Recompose ist unterbrochen. Neuer Versuch…",
    lostHint: "Falls es beendet wurde: neu starten und die Adresse öffnen, die es nennt.",
  },

  query,
  results,
  library,
  loupe,
  packs,
  status,
  devices,
  settings,
  commands,
  errors: errorTexts.de,
};
