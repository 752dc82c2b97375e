/** Reference photos: from the grid, or dropped, pasted and picked from outside. */
import { AppError } from "../../contract/errors.ts";
import { type Crop, maxReferences, maxUploadBytes, type Photo, type Upload } from "../../contract/types.ts";
import { engine, thumbnailOf } from "../api.ts";
import { host } from "../host.ts";
import { type ReferenceChip, store } from "../store.ts";
import { strings } from "../strings/index.ts";
import { showError, showNote } from "./messages.ts";
import { changeQuery } from "./query.ts";
import { search } from "./search.ts";

/** How a photo comes into the query: alone, beside the others, or as one to keep away from. */
export type Role = "alone" | "beside" | "unwanted";

let nextKey = 1;
export function chipKey(): number {
  return nextKey++;
}

/** Q, Shift+Q, Alt+Q. The words stay. One that is a reference already only changes its sign. */
export function refer(photos: Photo[], role: Role, crop: Crop | null = null): void {
  const wanted = role !== "unwanted";
  const meant = new Set(photos.map(({ id }) => id));
  const isMeant = ({ source }: ReferenceChip) => source !== null && "photo" in source && meant.delete(source.photo);
  const all = role === "alone" ? [] : store.getState().query.references;
  const before = all.map((chip) => (isMeant(chip) ? { ...chip, wanted } : chip));
  const added = photos.filter(({ id }) => meant.has(id)).map((photo) => ({ ...chipOf(photo, wanted), crop }));
  if (before.length + added.length > maxReferences) showNote(strings.query.tooMany);
  changeQuery({ references: [...before, ...added].slice(0, maxReferences) });
  void search();
  void findPictures().catch(showError);
}

/** Only this photo, no words: what looks like it? */
export function showSimilar(photo: Photo): void {
  changeQuery({ references: [chipOf(photo, true)], text: "", without: [] });
  void search();
}

function chipOf(photo: Photo, wanted: boolean): ReferenceChip {
  const { id, name } = photo;
  return { key: chipKey(), name, picture: smallPicture(photo), source: { photo: id }, wanted, weight: 1, crop: null, outside: false };
}

/** The address of a photo's small picture; empty while it has none. */
export function smallPicture({ id, hasThumbnail }: Pick<Photo, "id" | "hasThumbnail">): string {
  return hasThumbnail ? thumbnailOf(id) : "";
}

/** Of references that were chosen before the index had come to them: pictures that are there by now. */
export async function findPictures(): Promise<void> {
  const found = new Map<number, string>();
  for (const { source, picture } of store.getState().query.references)
    if (picture === "" && source && "photo" in source) found.set(source.photo, smallPicture(await engine().photo(source)));
  if (found.size === 0) return;
  const withPicture = (chip: ReferenceChip) =>
    chip.source && "photo" in chip.source ? { ...chip, picture: found.get(chip.source.photo) ?? chip.picture } : chip;
  store.setState(({ query }) => ({ query: { ...query, references: query.references.map(withPicture) } }));
}

/** Photos from outside: each is read by the engine and kept for this session. */
export async function addFiles(files: File[]): Promise<void> {
  const free = maxReferences - store.getState().query.references.length;
  if (files.length > free) showNote(strings.query.tooMany);
  await Promise.all(files.slice(0, free).map(addFile));
  await search();
}

async function addFile(file: File): Promise<void> {
  const key = addChip(file.name);
  try {
    changeChip(key, await upload(file));
  } catch (error) {
    drop(key);
    showError(error);
  }
}

async function upload(file: File): Promise<Partial<ReferenceChip>> {
  if (file.size > maxUploadBytes) throw new AppError("reference-too-large", "Too large.", "", { data: { name: file.name } });
  const bytes = new Uint8Array(await file.arrayBuffer());
  return partOf(await engine().addReference({ name: file.name, bytes }));
}

let listens = false;

/** Photos from the system: chosen in its dialog, or handed over by another start. The engine has read them. To be called again at will. */
export function takeFromSystem(): void {
  if (listens) return;
  listens = true;
  host?.onReference(addUpload);
}

function addUpload(upload: Upload): void {
  const { query, status } = store.getState();
  if (query.references.length < maxReferences) changeChip(addChip(upload.name), partOf(upload));
  else showNote(strings.query.tooMany);
  if (status && status.folders.length > 0) void search();
}

type Said = Pick<ReferenceChip, "name" | "wanted" | "weight" | "crop">;
let expected: readonly Said[] = [];

/** Photos that have to be dropped in again, and how each one counts then. */
export function expectDropped(photos: readonly Said[]): void {
  expected = photos;
}

/** The key of a new one, which is still to be read. */
function addChip(name: string): number {
  const key = chipKey();
  const { wanted = true, weight = 1, crop = null } = expected.find((photo) => photo.name === name) ?? {};
  expected = expected.filter((photo) => photo.name !== name);
  const chip: ReferenceChip = { key, name, picture: "", source: null, wanted, weight, crop, outside: true };
  changeQuery({ references: [...store.getState().query.references, chip] });
  return key;
}

function partOf({ upload, photo, thumbnail }: Upload): Partial<ReferenceChip> {
  return { picture: pictureOf(thumbnail), source: { upload }, outside: photo === null };
}

/** The address of a small picture that came with a message. */
export function pictureOf({ bytes, type }: Upload["thumbnail"]): string {
  return URL.createObjectURL(new Blob([new Uint8Array(bytes)], { type }));
}

/** Another photo in its place, of the same sign and weight. */
export function swapReference(key: number, photo: Photo): void {
  const { name, picture, source, crop, outside } = chipOf(photo, true);
  setChip(key, { name, picture, source, crop, outside });
}

/** Sign, weight or crop of a reference are other ones: search again. */
export function setChip(key: number, part: Partial<ReferenceChip>): void {
  changeChip(key, part);
  void search(part.weight === undefined ? null : `weight ${key}`);
}

function changeChip(key: number, part: Partial<ReferenceChip>): void {
  const { references } = store.getState().query;
  changeQuery({ references: references.map((chip) => (chip.key === key ? { ...chip, ...part } : chip)) });
}

export function removeReference(key: number): void {
  drop(key);
  void search();
}

function drop(key: number): void {
  changeQuery({ references: store.getState().query.references.filter((chip) => chip.key !== key) });
}
