/**
 * A library of any size, for trying and measuring: `node scripts/make-library.ts <folder> [photos] [--files]`. Its photos are made
 * up: 64 small pictures again and again, dates over twelve years, cameras, stars, bursts, and vectors in 400 clusters.
 * With --files there is a file for each photo, so that a scan finds them and originals open; without, their drive is away.
 */
import { linkSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import Database from "better-sqlite3";
import sharp from "sharp";

export interface MadeLibrary {
  /** For the library, which is made anew in `folder/library`; photo files go to `folder/photos`. */
  folder: string;
  photos: number;
  files?: boolean;
  /** What made the vectors; the pack in models/starter where left out */
  pack?: { key: string; dims: number };
}

const root = join(import.meta.dirname, "..");
const kinds = 64;
const clusters = 400;
const firstDay = Date.UTC(2013, 0, 1);
const days = 12 * 365;
const second = 1000;
const day = 86_400 * second;
const cameras = [
  ["FUJIFILM X-T5", "XF23mmF2 R WR"],
  ["FUJIFILM X-T5", "XF56mmF1.2 R"],
  ["NIKON D850", "24-70mm f/2.8"],
  ["Apple iPhone 13", "iPhone 13 back camera"],
  ["SONY ILCE-7M4", "FE 35mm F1.8"],
  [null, null],
] as const;
const words = ["sea", "wedding", "mountains", "family", "street", "snow", "garden", "dog"];

/** Writes the library and returns its folder. */
export async function makeLibrary({ folder, photos, files = false, pack = starterPack() }: MadeLibrary): Promise<string> {
  const library = join(folder, "library");
  mkdirSync(library, { recursive: true });
  const pictures = await Promise.all(Array.from({ length: kinds }, (_, kind) => picture(kind)));
  const originals = files ? writeOriginals(folder, pictures) : [];
  const database = new Database(join(library, "library.db"));
  database.pragma("journal_mode = WAL");
  database.pragma("synchronous = OFF");
  migrate(database);
  database.transaction(() => fill(database, { folder, photos, originals, pictures, pack }))();
  database.close();
  return library;
}

function starterPack(): { key: string; dims: number } {
  const { id, version, image, dims } = JSON.parse(readFileSync(join(root, "models", "starter", "pack.json"), "utf8"));
  return { key: `${id}@${version}/${image.resize}-${image.size}`, dims };
}

function migrate(database: Database.Database): void {
  const folder = join(root, "main", "engine", "store", "migrations");
  const steps = readdirSync(folder).sort();
  for (const step of steps) database.exec(readFileSync(join(folder, step), "utf8"));
  database.pragma(`user_version = ${steps.length}`);
}

interface Picture {
  jpeg: Buffer;
  thumbnail: Buffer;
  width: number;
  height: number;
}

async function picture(kind: number): Promise<Picture> {
  const [width, height] = kind % 5 === 0 ? [240, 320] : [320, 240];
  const sky = `hsl(${(kind * 360) / kinds}, 45%, ${35 + (kind % 4) * 10}%)`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="${sky}"/>
    <circle cx="${60 + kind * 3}" cy="80" r="${20 + (kind % 9) * 5}" fill="#fff" fill-opacity=".7"/>
    <path d="M0 ${height} L${width * 0.4} ${110 + kind} L${width} ${height} Z" fill="#000" fill-opacity=".35"/></svg>`;
  const image = sharp(Buffer.from(svg));
  return { jpeg: await image.jpeg().toBuffer(), thumbnail: await image.webp({ quality: 50 }).toBuffer(), width, height };
}

interface Original {
  path: string;
  bytes: number;
  modifiedAt: number;
}

/** One file for each kind of picture; photos are links to them, which take no room. */
function writeOriginals(folder: string, pictures: readonly Picture[]): Original[] {
  const originals = join(folder, "originals");
  mkdirSync(originals, { recursive: true });
  return pictures.map(({ jpeg }, kind) => {
    const path = join(originals, `${kind}.jpg`);
    writeFileSync(path, jpeg);
    const { size, mtimeMs } = statSync(path);
    return { path, bytes: size, modifiedAt: mtimeMs };
  });
}

interface Filling {
  folder: string;
  photos: number;
  originals: readonly Original[];
  pictures: readonly Picture[];
  pack: { key: string; dims: number };
}

function fill(database: Database.Database, { folder, photos, originals, pictures, pack }: Filling): void {
  const chosen = join(folder, "photos");
  mkdirSync(chosen, { recursive: true });
  const insert = statementsOf(database);
  const random = randomNumbers(7);
  const centres = Array.from({ length: clusters }, () => unit(Float32Array.from({ length: pack.dims }, () => random() - 0.5)));
  database
    .prepare("INSERT INTO folders (id, path, reachable, added_at) VALUES (1, ?, ?, 0)")
    .run(Buffer.from(chosen), originals.length > 0 ? 1 : 0);
  database.prepare("INSERT INTO packs VALUES (1, ?, ?)").run(pack.key, pack.dims);
  for (let id = 1; id <= photos; id++) {
    const isNextOfBurst = id % 20 < 3;
    const takenAt = timeOf(id - (isNextOfBurst ? id % 20 : 0), photos) + (isNextOfBurst ? (id % 20) * second : 0);
    const kind = id % kinds;
    const shown = pictures[kind];
    const original = originals[kind] ?? { path: "", bytes: 4_000_000 + (id % 1000), modifiedAt: takenAt };
    if (!shown) continue;
    const [camera, lens] = cameras[id % cameras.length] ?? [null, null];
    const rating = id % 7 === 0 ? (id % 5) + 1 : null;
    const size = { width: shown.width * 18, height: shown.height * 18 };
    insert.photo.run({
      id,
      fingerprint: `made-${id}`,
      takenAt,
      ...size,
      camera,
      lens,
      rating,
      metadata: metadataOf(id, takenAt, { camera, lens, rating }),
    });
    const path = pathOf(chosen, id, takenAt);
    if (original.path) link(original.path, path);
    insert.file.run({
      ...original,
      path: Buffer.from(path),
      directory: dirname(path),
      name: path.slice(dirname(path).length + 1),
      fingerprint: `made-${id}`,
      photo: id,
    });
    for (const stage of ["decode", "look"]) insert.stage.run(id, stage, "done", null);
    insert.stage.run(id, "captions", "skipped", "made-up");
    const like = centres[(isNextOfBurst ? id - (id % 20) : id) % clusters] ?? new Float32Array(pack.dims);
    const noise = isNextOfBurst || id % 20 === 0 ? 0.006 : 0.05;
    const vector = unit(like.map((value) => value + (random() - 0.5) * noise));
    insert.vector.run(id, Buffer.from(vector.buffer));
    insert.thumbnail.run(id, shown.thumbnail);
  }
}

function statementsOf(database: Database.Database) {
  return {
    photo: database.prepare("INSERT INTO photos VALUES (@id, @fingerprint, @takenAt, @width, @height, @camera, @lens, @rating, @metadata)"),
    file: database.prepare(`
      INSERT INTO files (folder, path, directory, name, extension, bytes, modified_at, fingerprint, photo, role)
      VALUES (1, @path, @directory, @name, 'jpg', @bytes, @modifiedAt, @fingerprint, @photo, 'main')`),
    stage: database.prepare("INSERT INTO stages (photo, stage, state, code) VALUES (?, ?, ?, ?)"),
    vector: database.prepare("INSERT INTO vectors VALUES (1, 'look', ?, ?, 1)"),
    thumbnail: database.prepare("INSERT INTO thumbnails VALUES (?, ?)"),
  };
}

/** Day after day, at some time of it */
function timeOf(id: number, photos: number): number {
  return firstDay + Math.floor((id / photos) * days) * day + ((id * 7919) % 50_000) * second;
}

function pathOf(chosen: string, id: number, takenAt: number): string {
  const date = new Date(takenAt).toISOString();
  return join(chosen, date.slice(0, 4), date.slice(0, 7), `IMG_${String(id).padStart(6, "0")}.jpg`);
}

const made = new Set<string>();
function link(original: string, path: string): void {
  const folder = dirname(path);
  if (!made.has(folder)) mkdirSync(folder, { recursive: true });
  made.add(folder);
  linkSync(original, path);
}

function metadataOf(id: number, takenAt: number, known: object): string {
  const place = id % 3 === 0 ? { latitude: 48 + (id % 100) / 100, longitude: 16 + (id % 77) / 100 } : { latitude: null, longitude: null };
  const shot = { exposureTime: 1 / 125, fNumber: 4, iso: 200, focalLength: 35 };
  const keywords = id % 4 === 0 ? [words[id % words.length]] : [];
  return JSON.stringify({ takenAt, ...known, ...shot, ...place, keywords, title: null });
}

function unit(vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}

function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

if (process.argv[1] === import.meta.filename) {
  const [folder = "big", count = "100000"] = process.argv.slice(2).filter((word) => !word.startsWith("--"));
  const library = await makeLibrary({ folder, photos: Number(count), files: process.argv.includes("--files") });
  process.stdout.write(`${library}\n`);
}
