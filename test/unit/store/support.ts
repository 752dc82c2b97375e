/** What the tests of the library share: temporary folders and libraries, files, scans, and sums that must add up. */

import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, onTestFinished } from "vitest";
import type { AppError } from "../../../contract/errors.ts";
import { noMetadata } from "../../../contract/types.ts";
import { rescan } from "../../../main/engine/rescan.ts";
import { type Library, openLibrary } from "../../../main/engine/store/db.ts";
import { temporaryFolder } from "../../helpers/folders.ts";

export { temporaryFolder };

/** A new library that is closed after the test. */
export function temporaryLibrary(folder = temporaryFolder()): Library {
  const library = openLibrary(folder);
  onTestFinished(() => library.close());
  return library;
}

/** Writes a file; its folders are made as needed. Returns the path. */
export function write(folder: string, name: string, content: string | Uint8Array = name): string {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  return path;
}

/** Adds the folder if it is new, scans it, and returns what could not be read. Sums must add up afterwards. */
export async function scanInto(library: Library, folder: string): Promise<AppError[]> {
  const id = library.folders.add(Buffer.from(folder));
  const row = library.folders.rows().find((row) => row.id === id);
  if (!row) throw new Error(`${folder} was not added`);
  const errors: AppError[] = [];
  const options = { signal: new AbortController().signal, onRows: () => {}, onUnreadable: (error: AppError) => void errors.push(error) };
  await rescan(library, row, options);
  expectSums(library);
  return errors;
}

/** Removes a folder if it was not before, and erases it to the end; returns how many photos went. */
export function eraseFolder(library: Library, path: string): number {
  const folder = library.folders.byPath(path);
  if (!folder) throw new Error(`${path} is not in the library`);
  if (!folder.leaving) library.folders.leave(folder.id);
  const photos = library.erasing.begin(folder.id);
  while (library.eraseNext()) expectSums(library);
  return photos;
}

/** found = ready + waiting + skipped + failed, and every other number agrees. */
export function expectSums(library: Library): void {
  const { found, ready, waiting, skipped, failed, skippedBy, stages } = library.stages.counts();
  expect(ready + waiting + skipped + failed).toBe(found);
  expect(sum(skippedBy)).toBe(skipped);
  const photos = library.photos.list({}, 0, 1).total;
  expect([stages.decode, stages.look, stages.captions].map(sum)).toEqual([photos, photos, photos]);
  expect(library.folders.list().reduce((total, folder) => total + folder.photos, 0)).toBe(photos);
}

function sum(numbers: Record<string, number>): number {
  return Object.values(numbers).reduce((total, value) => total + value, 0);
}

/** File names of the photos in the library, in alphabetical order. */
export function names(library: Library): string[] {
  const { photos } = library.photos.list({}, 0, 1000);
  return photos.map(({ name }) => name).sort();
}

/** The id of the photo with this file name. */
export function idOf(library: Library, name: string): number {
  const photo = library.photos.list({}, 0, 1000).photos.find((photo) => photo.name === name);
  if (!photo) throw new Error(`${name} is not in the library`);
  return photo.id;
}

export { noMetadata };

/** Gives every waiting photo a vector of two numbers, a thumbnail and a size, as indexing does. */
export function finishAll(library: Library, packKey = "pack"): void {
  const decoded = { width: 60, height: 40, metadata: noMetadata, thumbnail: new Uint8Array([1, 2, 3]) };
  const waiting = library.stages.waiting(1000);
  const results = waiting.map(({ photo }) => ({ photo, decoded, embedding: new Float32Array([0.6, 0.8]), norm: photo }));
  library.vectors.put(packKey, 2, results);
  expectSums(library);
}
