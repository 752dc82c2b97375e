import type { Strings } from "../en/index.ts";

export const settings: Strings["settings"] = {
  title: "Einstellungen",
  tabs: {
    general: "Allgemein",
    folders: "Ordner",
    search: "Suche",
    index: "Index",
    packs: "Pakete",
    files: "Dateien",
    keys: "Tasten",
    privacy: "Privates",
    about: "Über",
  },
  atOnce: "Jede Änderung gilt sofort, und Strg+Z nimmt sie zurück.",
  changed: "Einstellung geändert.",
  language: "Sprache",
  languages: { system: "Wie das System", en: "English", de: "Deutsch" },
  theme: "Farben",
  themes: { system: "Wie das System", light: "Hell", dark: "Dunkel", "high-contrast": "Hoher Kontrast" },
  copies: "Beinahe gleiche Fotos",
  copiesText: "Jedes beinahe gleiche Foto einzeln zeigen",
  mode: "Treffer",
  modes: { refined: "Schnelle sofort, dann verfeinerte", quick: "Nur schnelle" },
  rewrite: "Längstes Warten auf das Umschreiben",
  rewriteOf: (seconds) => `${seconds} s`,
  rewriteText:
    "So lange darf das Sprachmodell an den Beschreibungen eines Fotos schreiben. Was es bis dahin nicht geschrieben hat, machen Regeln, die einfacher sind.",
  slider: "Aussehen und Worte",
  sliderOfPack: "Wie das Suchpaket es sagt",
  sliderText: "Wo der Regler bei einer neuen Suche mit Foto und Worten steht: wie viel die Worte zählen.",
  sliderAt: (place) => `${Math.round(100 * place)} %`,
  fold: "Schwache Treffer",
  folds: { folded: "Eingeklappt", shown: "Unter den anderen gezeigt" },
  singleKeys: "Einzelne Buchstaben wirken im Raster und in der Lupe (Q, P, 1 bis 5 und so weiter)",
  privacyText:
    "Recompose behält auf diesem Rechner einen Index Ihrer Fotos und sonst nichts. Worte, nach denen Sie suchen, und Fotos, die Sie ablegen, sind mit der Seite vergessen, außer in Suchen, die Sie sichern.",
  networkText: "Die Seite richtet keine Anfrage an einen anderen Rechner, und ihr Browser ist angewiesen, jede abzulehnen.",
  forgetFolder:
    "Was der Index von einem entfernten Ordner weiß, oder von entfernten Fotos, die nicht mehr da waren, wird beim nächsten Start gelöscht, oder sofort, wenn Sie es sagen. Die Fotos bleiben, wo sie sind.",
  packLanguage: "Dieses Paket kann Englisch am besten.",
  threads: "Threads",
  threadsOf: (number) => (number === 0 ? "Selbsttätig" : String(number)),
  threadsText: "Weniger lassen anderen Programmen mehr vom Rechner. Das Modell wird neu geladen.",
  captionsText: "Beschreibungen für alle Fotos schreiben",
  captionsHint:
    "Sie verbessern verfeinerte Treffer und dauern bei weitem am längsten. Ohne sie zählt das Aussehen; vorhandene gelten weiter.",
  indexText: "Gelesen wird im Hintergrund. Das lässt sich jederzeit anhalten und geht weiter, wo es war.",
  folderText: "Fotos werden gelesen, wo sie liegen, und nie geändert.",
  pairsDragged:
    "Kopien, und was aus dem Fenster gezogen wird, sind diese Dateien eines Paars. Ein Foto, das nur die andere hat, gibt diese.",
  pairsCopied: "Kopien sind diese Dateien eines Paars. Ein Foto, das nur die andere hat, gibt diese.",
  report: "Für alle, die Ihnen helfen",
  reportText:
    "Versionen, Zahlen und Fehlercodes. Kein Name eines Fotos oder Ordners und keine Worte stehen darin, und er geht nirgendwohin als in die Zwischenablage.",
  copyReport: "Bericht kopieren",
  reportCopied: "Bericht kopiert.",
  smallest: "Kleinste Bilder",
  smallestOf: (pixels) => `${pixels} Pixel`,
  smallestText:
    "Ein Bild, dessen kürzere Seite weniger Pixel hat, bleibt im Raster, wird aber nicht durchsucht. Was von ihm bekannt ist, wird beim nächsten Start gelöscht; bis dahin bringt eine kleinere Größe es sofort zurück.",
  hiddenFiles: "Auch versteckte Dateien und Ordner durchsuchen (Namen mit einem Punkt am Anfang)",
  leftOut: "Was ausgelassen wird",
  leftOutText:
    "Vorschaubilder und Papierkörbe anderer Programme, und was eine Textdatei .recomposeignore in einem Ihrer Ordner nennt, ein Muster je Zeile, wie .gitignore:",
  aboutText: "Finde das Foto, das diesem gleicht, nur anders. Apache-2.0.",
  aboutCite: "Die Suche folgt dem Aufsatz „CVSI“; die Modelle des Startpakets sind nur für Forschung und Lehre.",
};
