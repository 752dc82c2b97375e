import type { ErrorTexts } from "./index.ts";

const named = (thing: string | undefined, otherwise: string) => (thing === undefined ? otherwise : `„${thing}“`);
const because = (detail: string | undefined) => (detail ? ` (${detail})` : "");
const again = "Kopieren Sie sie noch einmal von der Kamera oder der Sicherung.";

export const de: ErrorTexts = {
  aborted: () => "Abgebrochen.",
  "bad-request": ({ what }) => `Das geht nicht. (${what})`,
  "cannot-open": ({ path, detail }) =>
    `${named(path, "Die Datei")} lässt sich nicht öffnen${because(detail)}. Wählen Sie ein Programm für solche Dateien.`,
  closed: () => "Recompose ist gerade nicht verbunden. Es versucht es von selbst wieder.",
  "copies-too-large": ({ size, detail }) =>
    `Die Kopien brauchen ${size ?? "mehr, als frei ist"}${because(detail)}. Wählen Sie einen Ordner auf einem anderen Datenträger, oder weniger Fotos.`,
  "collection-unknown": () => "Diese Sammlung gibt es nicht mehr. „Rückgängig“ bringt sie zurück.",
  "decoder-crashed": ({ name }) =>
    `Das Lesen ${name === undefined ? "dieser Datei" : `von „${name}“`} brach ab. Vielleicht ist sie beschädigt: Öffnen Sie sie in einem anderen Programm.`,
  "decoder-ended": () => "Ein Prozess, der Dateien liest, hat sich unerwartet beendet. Nichts ging verloren.",
  "disk-full": () => "Der Datenträger ist voll. Schaffen Sie Platz und machen Sie dann weiter.",
  "download-failed": ({ what }) => `Die Datei ließ sich nicht holen. Besorgen Sie sie auf anderem Weg und fügen Sie sie hinzu. (${what})`,
  "editor-missing": ({ path }) => `${named(path, "Das Programm")} lässt sich nicht starten. Wählen Sie ein anderes.`,
  "engine-ended": ({ detail }) => `Die Suche hat sich beendet${because(detail)}. Starten Sie Recompose neu; nichts ging verloren.`,
  "file-changed": () => "Die Datei hat sich beim Lesen geändert. Sie wird später noch einmal gelesen.",
  "file-cut-short": ({ name }) => `${named(name, "Die Datei")} ist abgeschnitten. ${again}`,
  "file-damaged": ({ name }) => `${named(name, "Die Datei")} ist beschädigt. ${again}`,
  "file-empty": ({ name }) => `${named(name, "Die Datei")} ist leer. ${again}`,
  "file-forbidden": ({ name }) =>
    `${named(name, "Die Datei")} darf nicht gelesen werden. Erlauben Sie es und versuchen Sie es noch einmal.`,
  "file-missing": ({ name }) => `${named(name, "Die Datei")} ist nicht mehr da. Lassen Sie im Ordner nach Änderungen sehen.`,
  "file-not-chosen": ({ path }) => `${named(path, "Die Datei")} wurde nicht von Ihnen gewählt. Wählen Sie sie im Dialog.`,
  "file-unreadable": ({ name, detail }) =>
    `${named(name, "Die Datei")} lässt sich nicht lesen${because(detail)}. Prüfen Sie das Laufwerk und versuchen Sie es noch einmal.`,
  "folder-forbidden": ({ path }) =>
    `Der Ordner ${named(path, "")} darf nicht gelesen werden. Erlauben Sie es und versuchen Sie es noch einmal.`,
  "folder-in-library": ({ path, name }) =>
    `${named(path, "Dieser Ordner")} liegt in ${named(name, "einem Ordner")} der Bibliothek; sie hielte die Kopien für eigene Fotos. Wählen Sie einen Ordner außerhalb.`,
  "folder-read-only": ({ path }) =>
    `In ${named(path, "diesen Ordner")} kann nichts geschrieben werden. Erlauben Sie es, oder wählen Sie einen anderen Ordner.`,
  "folder-missing": ({ path }) => `Den Ordner ${named(path, "")} gibt es nicht. Prüfen Sie den Pfad, oder verbinden Sie das Laufwerk.`,
  "folder-not-chosen": ({ path }) =>
    `${named(path, "Der Ordner")} wurde nicht von Ihnen gewählt. Wählen Sie ihn im Dialog, oder legen Sie ihn auf dem Fenster ab.`,
  "folder-other": ({ path, name }) =>
    `${named(path, "Das")} ist ein anderer Ordner: die Fotos von ${named(name, "dem, der fehlt,")} sind nicht darin. Wählen Sie den Ort, an dem er jetzt liegt.`,
  "folder-taken": ({ path, name }) =>
    `${named(path, "Dieser Ordner")} und ${named(name, "ein Ordner der Bibliothek")} überschneiden sich. Entfernen Sie erst jenen aus der Bibliothek, oder wählen Sie einen anderen.`,
  "folder-unknown": ({ path }) => `${named(path, "Das")} ist kein Ordner dieser Bibliothek. Wählen Sie einen ihrer Ordner.`,
  "folder-unreadable": ({ path, detail }) =>
    `Der Ordner ${named(path, "")} ließ sich nicht lesen${because(detail)}. Prüfen Sie das Laufwerk.`,
  internal: ({ what }) =>
    `Etwas ging schief, das nicht schiefgehen sollte. Versuchen Sie es noch einmal, oder starten Sie Recompose neu. (${what})`,
  "library-damaged": ({ path, detail }) =>
    `Die Bibliothek ${named(path, "")} ist beschädigt. ${detail ? `Ersetzen Sie sie durch die Sicherung „${detail}“, oder bewegen` : "Bewegen"} Sie sie beiseite und lassen Sie die Fotos neu lesen; den Fotos ist nichts geschehen.`,
  "library-in-use": () =>
    "Die Bibliothek ist in einem anderen Programm offen. Schließen Sie es, oder wählen Sie einen anderen Ordner für die Bibliothek.",
  "library-newer": () =>
    "Die Bibliothek stammt von einer neueren Fassung von Recompose. Aktualisieren Sie es, oder wählen Sie einen anderen Ordner für die Bibliothek.",
  "library-read-only": ({ path }) =>
    `In ${named(path, "der Bibliothek")} lässt sich nichts schreiben. Erlauben Sie es und machen Sie dann weiter.`,
  "line-unreadable": ({ name, detail }) => `${named(name, "Das")} ist nicht zu lesen. Schreiben Sie es wie ${detail ?? "slider=0.7"}.`,
  "list-unknown": () => "Diese Treffer werden nicht mehr aufbewahrt. Suchen Sie noch einmal.",
  "llm-failed": ({ what }) =>
    `Das Sprachmodell lässt sich nicht verwenden; Regeln treten an seine Stelle. Wählen Sie ein anderes. (${what})`,
  "llm-too-large": ({ size, detail }) =>
    size === undefined || detail === undefined
      ? "Dieses Sprachmodell braucht mehr Speicher, als frei ist. Wählen Sie ein kleineres."
      : `Dieses Sprachmodell braucht etwa ${size} Speicher. Frei sind ${detail}. Wählen Sie ein kleineres.`,
  "model-crashed": ({ detail }) =>
    `Die Modelle haben sich unerwartet beendet${because(detail)} und werden neu gestartet. Nichts ging verloren.`,
  "model-failed": ({ what }) => `Das Suchpaket arbeitet auf diesem Rechner nicht. Wählen Sie ein anderes. (${what})`,
  "model-gave-up": () =>
    "Die Modelle haben sich immer wieder unerwartet beendet. „Weiter“ versucht es noch einmal; sonst wählen Sie ein anderes Paket.",
  "name-ambiguous": ({ name, detail }) =>
    `Mehrere Fotos heißen ${named(name, "so")}${because(detail)}. Schreiben Sie so viel vom Pfad dazu, dass nur eines gemeint ist.`,
  "name-unknown": ({ name }) => `Kein Foto der Bibliothek heißt ${named(name, "so")}. Sehen Sie nach dem Namen seiner Datei.`,
  "models-busy": () => "Andere Modelle werden gerade geholt oder geändert. Warten Sie darauf, oder brechen Sie es ab.",
  "name-taken": ({ name }) => `${named(name, "Diesen Namen")} gibt es schon. Wählen Sie einen anderen Namen.`,
  "not-a-folder": ({ path }) => `${named(path, "Das")} ist eine Datei. Wählen Sie den Ordner, in dem sie liegt.`,
  "not-a-picture": ({ name }) =>
    `${named(name, "Diese Datei")} ist kein Bild, das sich lesen lässt. Gelesen werden JPEG, PNG, WebP, AVIF, TIFF, GIF, HEIC und die Vorschauen von RAW-Dateien.`,
  "original-missing": ({ name }) =>
    `Das Original ${name === undefined ? "" : `von „${name}“ `}ist nicht da. Verbinden Sie sein Laufwerk, oder lassen Sie nach Änderungen sehen.`,
  "pack-damaged": () => "Das Suchpaket ist beschädigt. Holen Sie es noch einmal.",
  "pack-in-use": ({ name }) => `${named(name, "Das Suchpaket")} ist in Gebrauch. Wechseln Sie erst zu einem anderen.`,
  "pack-incomplete": ({ name, detail }) =>
    detail
      ? `${named(name, "Der Ordner")} wurde gelesen: ${detail}. Andere Teile des Modells fehlen noch. Fügen Sie sie aus ihrem Ordner hinzu.`
      : `${named(name, "Der Ordner")} wurde gelesen. Er enthält keine Datei eines bekannten Modells, die nicht schon hier ist.`,
  "pack-missing": ({ path }) =>
    path === undefined
      ? "Das Suchpaket ist nicht da. Öffnen Sie eine Paketdatei, oder wählen Sie ein anderes."
      : `Das Suchpaket in ${named(path, "")} ist nicht mehr da. Das des Programms wird verwendet. Was damit gelesen wurde, bleibt erhalten.`,
  "pack-newer": () =>
    "Dieses Suchpaket braucht eine neuere Fassung von Recompose. Aktualisieren Sie Recompose, oder wählen Sie ein anderes.",
  "pack-unknown": () => "Dieses Modell ist nicht bekannt. Wählen Sie eines aus der Liste.",
  "pack-unpinned": () =>
    "Die Prüfsumme dieses Modells ist noch nicht bekannt, es lässt sich also nicht prüfen. Stimmen Sie dem beim Holen zu, oder wählen Sie ein anderes.",
  "photo-unknown": () =>
    "Dieses Foto wurde noch nicht gelesen, oder es ist nicht mehr in der Bibliothek. Warten Sie einen Moment, oder wählen Sie ein anderes.",
  "picture-too-large": ({ name, size }) =>
    `${named(name, "Das Bild")} ist zu groß${because(size)}. Gelesen werden Bilder bis 300 MP und 1 GB.`,
  "port-in-use": () => "Der Port wird von einem anderen Programm verwendet. Wählen Sie einen anderen.",
  "query-empty": () => "Es gibt nichts zu suchen. Geben Sie ein Foto oder einige Worte an.",
  "query-too-long": () => "Der Text ist zu lang. Sagen Sie es kürzer.",
  "reference-too-large": ({ name }) =>
    `${named(name, "Das Bild")} ist als Bezugsfoto zu groß. Sichern Sie es kleiner, oder nehmen Sie seinen Ordner in die Bibliothek auf.`,
  "reference-unknown": () => "Dieses Bezugsfoto wird nicht mehr aufbewahrt. Legen Sie es noch einmal ab.",
  "samples-missing": () =>
    "Die Beispielfotos fehlen in dieser Installation. Nehmen Sie einen eigenen Ordner auf, oder installieren Sie Recompose neu.",
  "search-unknown": () => "Diese gesicherte Suche gibt es nicht mehr. „Rückgängig“ bringt sie zurück.",
  "took-too-long": ({ name }) =>
    `Das Lesen ${name === undefined ? "der Datei" : `von „${name}“`} dauerte zu lange. Versuchen Sie es noch einmal, wenn der Rechner oder das Laufwerk weniger zu tun hat.`,
};
