import type { ErrorTexts } from "./index.ts";

const named = (thing: string | undefined, otherwise: string) => (thing === undefined ? otherwise : `"${thing}"`);
const because = (detail: string | undefined) => (detail ? ` (${detail})` : "");
const again = "Copy it again from the camera or the backup.";

export const en: ErrorTexts = {
  aborted: () => "Cancelled.",
  "bad-request": ({ what }) => `This is not possible. (${what})`,
  "cannot-open": ({ path, detail }) => `${named(path, "The file")} cannot be opened${because(detail)}. Choose a program for such files.`,
  closed: () => "Recompose is not connected at the moment. It tries again by itself.",
  "copies-too-large": ({ size, detail }) =>
    `The copies ${size === undefined ? "are larger than what is free" : `need ${size}`}${because(detail)}. Choose a folder on another disk, or fewer photos.`,
  "collection-unknown": () => "This collection is not there any more. Undo brings it back.",
  "decoder-crashed": ({ name }) =>
    `Reading ${named(name, "this file")} came to a sudden end. It may be damaged: open it in another program.`,
  "decoder-ended": () => "A process that reads files came to a sudden end. Nothing is lost.",
  "disk-full": () => "The disk is full. Free some space, then go on.",
  "download-failed": ({ what }) => `The file could not be fetched. Get it in another way and add it. (${what})`,
  "editor-missing": ({ path }) => `${named(path, "The program")} cannot be started. Choose another program.`,
  "engine-ended": ({ detail }) => `The search engine stopped by itself${because(detail)}. Start Recompose again; nothing is lost.`,
  "file-changed": () => "The file changed while it was read. It is read again later.",
  "file-cut-short": ({ name }) => `${named(name, "The file")} is cut short. ${again}`,
  "file-damaged": ({ name }) => `${named(name, "The file")} is damaged. ${again}`,
  "file-empty": ({ name }) => `${named(name, "The file")} is empty. ${again}`,
  "file-forbidden": ({ name }) => `No permission to read ${named(name, "the file")}. Allow it, then try again.`,
  "file-missing": ({ name }) => `${named(name, "The file")} is not there any more. Look for changes in its folder.`,
  "file-not-chosen": ({ path }) => `${named(path, "The file")} was not chosen by you. Choose it in the dialog.`,
  "file-unreadable": ({ name, detail }) =>
    `${named(name, "The file")} cannot be read${because(detail)}. Check the drive or share, then try again.`,
  "folder-forbidden": ({ path }) => `No permission to read the folder ${named(path, "")}. Allow it, then try again.`,
  "folder-in-library": ({ path, name }) =>
    `${named(path, "This folder")} lies in ${named(name, "a folder")} of the library, which would take the copies for photos of its own. Choose a folder outside of it.`,
  "folder-read-only": ({ path }) => `Nothing can be written into ${named(path, "this folder")}. Allow it, or choose another folder.`,
  "folder-missing": ({ path }) => `The folder ${named(path, "")} is not there. Check the path, or connect the drive.`,
  "folder-not-chosen": ({ path }) =>
    `${named(path, "The folder")} was not chosen by you. Choose the folder in the dialog, or drop it on the window.`,
  "folder-other": ({ path, name }) =>
    `${named(path, "This")} is another folder: the photos of ${named(name, "the one that is away")} are not in it. Choose the place that it has now.`,
  "folder-taken": ({ path, name }) =>
    `${named(path, "This folder")} and ${named(name, "a folder of the library")} overlap. Remove that one from the library first, or choose another.`,
  "folder-unknown": ({ path }) => `${named(path, "This")} is not a folder of this library. Choose one of its folders.`,
  "folder-unreadable": ({ path, detail }) => `The folder ${named(path, "")} could not be read${because(detail)}. Check the drive.`,
  internal: ({ what }) => `Something went wrong that should not have. Try again, or start Recompose anew. (${what})`,
  "library-damaged": ({ path, detail }) =>
    `The library ${named(path, "")} is damaged. ${detail ? `Replace it with the backup "${detail}", or move` : "Move"} it away and index again; your photos are untouched.`,
  "library-in-use": () => "The library is open in another program. Close that one, or choose another library folder.",
  "library-newer": () => "The library was written by a newer version of Recompose. Update Recompose, or choose another library folder.",
  "library-read-only": ({ path }) => `Nothing can be written into ${named(path, "the library folder")}. Allow writing, then go on.`,
  "line-unreadable": ({ name, detail }) => `${named(name, "This")} cannot be read. Write it like ${detail ?? "slider=0.7"}.`,
  "list-unknown": () => "These results are no longer kept. Search again.",
  "llm-failed": ({ what }) => `The language model cannot be used: rules stand in for it. Choose another one. (${what})`,
  "llm-too-large": ({ size, detail }) =>
    size === undefined || detail === undefined
      ? "This language model needs more memory than is free. Choose a smaller one."
      : `This language model needs about ${size} of memory. ${detail} is free. Choose a smaller one.`,
  "model-crashed": ({ detail }) => `The models came to a sudden end${because(detail)} and are started again. Nothing is lost.`,
  "model-failed": ({ what }) => `The search pack does not work on this computer. Choose another one. (${what})`,
  "model-gave-up": () => "The models came to a sudden end again and again. Resume to try once more, or choose another pack.",
  "name-ambiguous": ({ name, detail }) =>
    `Several photos are called ${named(name, "so")}${because(detail)}. Write as much of the path as tells them apart.`,
  "name-unknown": ({ name }) => `No photo of the library is called ${named(name, "so")}. Look at the name of its file.`,
  "models-busy": () => "Other models are being fetched or changed. Wait for that, or cancel it.",
  "name-taken": ({ name }) => `There is already one called ${named(name, "so")}. Choose another name.`,
  "not-a-folder": ({ path }) => `${named(path, "This")} is a file. Choose the folder that it lies in.`,
  "not-a-picture": ({ name }) =>
    `${named(name, "This file")} is not a picture we can read. JPEG, PNG, WebP, AVIF, TIFF, GIF, HEIC and the previews of RAW files are read.`,
  "original-missing": ({ name }) =>
    `The original ${name === undefined ? "" : `of "${name}" `}is not there. Connect its drive, or look for changes.`,
  "pack-damaged": () => "The search pack is damaged. Get it again.",
  "pack-in-use": ({ name }) => `${named(name, "The search pack")} is in use. Change to another one first.`,
  "pack-incomplete": ({ name, detail }) =>
    detail
      ? `${named(name, "The folder")} was read: ${detail}. Other parts of the model are still missing. Add them from their folder.`
      : `${named(name, "The folder")} was read. It holds no file of a known model that is not here already.`,
  "pack-missing": ({ path }) =>
    path === undefined
      ? "The search pack is not there. Open a pack file, or choose another one."
      : `The search pack in ${named(path, "")} is gone. The one of the program is used. What was read with it is kept.`,
  "pack-newer": () => "This search pack needs a newer version of Recompose. Update Recompose, or choose another pack.",
  "pack-unknown": () => "This model is not known. Choose one of the list.",
  "pack-unpinned": () =>
    "The checksum of this model is not known yet, so it cannot be checked. Agree to that when you get it, or choose another one.",
  "photo-unknown": () => "This photo has not been read yet, or is not in the library any more. Wait a moment, or choose another one.",
  "picture-too-large": ({ name, size }) =>
    `${named(name, "The picture")} is too large${because(size)}. Pictures of up to 300 MP and 1 GB are read.`,
  "port-in-use": () => "The port is used by another program. Choose another one.",
  "query-empty": () => "There is nothing to look for. Give a photo or some words.",
  "query-too-long": () => "The text is too long. Say it in fewer words.",
  "reference-too-large": ({ name }) =>
    `${named(name, "The picture")} is too large to be a reference. Save it smaller, or add its folder to the library.`,
  "reference-unknown": () => "This reference photo is no longer kept. Drop it in again.",
  "samples-missing": () => "The sample photos are not in this installation. Add a folder of your own, or install Recompose again.",
  "search-unknown": () => "This saved search is not there any more. Undo brings it back.",
  "took-too-long": ({ name }) => `Reading ${named(name, "the file")} took too long. Try again when the computer or the drive is less busy.`,
};
