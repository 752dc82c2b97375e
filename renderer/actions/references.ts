/** Reference photos: from the grid, or dropped, pasted and picked from outside. */

import { AppError } from "../../contract/errors.ts";
import { maxReferences, maxUploadBytes, type Photo } from "../../contract/types.ts";
import { engine, thumbnailOf } from "../api.ts";
import { type ReferenceChip, store } from "../store.ts";
import { strings } from "../strings/en.ts";
import { showError, showNote } from "./messages.ts";
import { changeQuery, search } from "./query.ts";

let nextKey = 1;

/** Q: this photo takes the place of the references before it. The words stay. */
export function referToPhoto(photo: Photo): void {
  changeQuery({ references: [chipOf(photo)] });
  void search();
}

/** Shift+Q: this photo comes beside the others. */
export function addPhotoReference(photo: Photo): void {
  const { references } = store.getState().query;
  if (references.some(({ source }) => source && "photo" in source && source.photo === photo.id)) return;
  if (references.length >= maxReferences) {
    showNote(strings.query.tooMany);
    return;
  }
  changeQuery({ references: [...references, chipOf(photo)] });
  void search();
}

/** Only this photo, no words: what looks like it? */
export function showSimilar(photo: Photo): void {
  changeQuery({ references: [chipOf(photo)], text: "", without: [] });
  void search();
}

function chipOf(photo: Photo): ReferenceChip {
  return { key: nextKey++, name: photo.name, picture: thumbnailOf(photo.id), source: { photo: photo.id }, wanted: true, outside: false };
}

/** Photos from outside: each is read by the engine and kept for this session. */
export async function addFiles(files: File[]): Promise<void> {
  const free = maxReferences - store.getState().query.references.length;
  if (files.length > free) showNote(strings.query.tooMany);
  await Promise.all(files.slice(0, free).map(addFile));
  await search();
}

async function addFile(file: File): Promise<void> {
  const key = nextKey++;
  const chip: ReferenceChip = { key, name: file.name, picture: "", source: null, wanted: true, outside: true };
  changeQuery({ references: [...store.getState().query.references, chip] });
  try {
    change(key, await upload(file));
  } catch (error) {
    drop(key);
    showError(error);
  }
}

async function upload(file: File): Promise<Partial<ReferenceChip>> {
  if (file.size > maxUploadBytes) throw new AppError("picture-too-large", strings.query.tooLarge(file.name));
  const bytes = new Uint8Array(await file.arrayBuffer());
  const { upload, photo, thumbnail } = await engine().addReference({ name: file.name, bytes });
  const picture = URL.createObjectURL(new Blob([thumbnail.bytes], { type: thumbnail.type }));
  return { picture, source: { upload }, outside: photo === null };
}

function change(key: number, part: Partial<ReferenceChip>): void {
  const { references } = store.getState().query;
  changeQuery({ references: references.map((chip) => (chip.key === key ? { ...chip, ...part } : chip)) });
}

function drop(key: number): void {
  changeQuery({ references: store.getState().query.references.filter((chip) => chip.key !== key) });
}

/** More like this, or less like this. */
export function toggleWanted(chip: ReferenceChip): void {
  change(chip.key, { wanted: !chip.wanted });
  void search();
}

export function removeReference(chip: ReferenceChip): void {
  drop(chip.key);
  void search();
}
