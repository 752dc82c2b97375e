/** A few photos of Flickr8k, where they are there, under names that say what is on them. */
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const images = join(import.meta.dirname, "..", "..", "..", "..", "shared", "data", "flickr8k", "images");
export const hasFlickr = existsSync(images);
export const noFlickr = "../shared/data/flickr8k is not there";

const library = {
  "dog-snow.jpg": "3385593926_d3e9c21170.jpg",
  "dog-grass.jpg": "2723477522_d89f5ac62b.jpg",
  "dog-night.jpg": "2218334049_e649dbdb1a.jpg",
  "dog-water.jpg": "1392272228_cf104086e6.jpg",
  "climber.jpg": "309687244_4bdf3b591f.jpg",
  "bike.jpg": "3609032038_005c789f64.jpg",
  "surfer.jpg": "3085667767_66041b202e.jpg",
  "snowboarder.jpg": "3214237686_6566b8b52f.jpg",
  "soccer.jpg": "3545652636_0746537307.jpg",
  "pool.jpg": "2762301555_48a0d0aa24.jpg",
  "beach.jpg": "1352410176_af6b139734.jpg",
  "horse.jpg": "3591458156_f1a9a33918.jpg",
  "skateboard.jpg": "2868575889_2c030aa8ae.jpg",
  "basketball.jpg": "3222055946_45f7293bb2.jpg",
  "tennis.jpg": "1432179046_8e3d75cf81.jpg",
};
export const flickrCount = Object.keys(library).length;
/** With fewer photos there are no bands. */
export const othersCount = 36;
export const manyCount = flickrCount + othersCount;

/** Not in the library: a dog on grass. */
export const dogOnGrass = join(images, "2654514044_a70a6e2c21.jpg");
/** Not in the library: another one. */
export const anotherDogOnGrass = join(images, "457875937_982588d918.jpg");
/** Not in the library: children in a yard, by day. */
export const yardByDay = join(images, "2870426310_4d59795032.jpg");

export function copyFlickr(folder: string): string {
  mkdirSync(folder, { recursive: true });
  for (const [name, file] of Object.entries(library)) copyFileSync(join(images, file), join(folder, name));
  return folder;
}

/** The same, and others beside them, so that what is found stands out. */
export function copyMany(folder: string): string {
  copyFlickr(folder);
  copyOthers(folder, 0, othersCount);
  return folder;
}

/** Photos that have no name of their own, from one to another in the order of their files; those of `copyMany` are the first. */
export function copyOthers(folder: string, from: number, to: number): void {
  for (const [index, file] of others().slice(from, to).entries())
    copyFileSync(join(images, file), join(folder, `other-${from + index}.jpg`));
}

function others(): string[] {
  const named = new Set(Object.values(library));
  return readdirSync(images)
    .filter((name) => name.endsWith(".jpg") && !named.has(name))
    .toSorted();
}

const person =
  /\b(man|men|wom[ae]n|boys?|girls?|child|children|kids?|baby|infant|persons?|people|couple|guys?|lady|players?|riders?|surfer|skiers?|snowboarder|cowboy)\b/i;

/** By name, the photos of `copyMany`: how many of the five captions that people wrote name a person */
export function peopleInCaptions(): Map<string, number> {
  const lines = readFileSync(join(images, "..", "captions.txt"), "utf8").split("\n");
  const named = Object.fromEntries(
    others()
      .map((file, index) => [`other-${index}.jpg`, file])
      .slice(0, othersCount),
  );
  const files = Object.entries({ ...library, ...named });
  return new Map(files.map(([name, file]) => [name, lines.filter((line) => line.startsWith(`${file},`) && person.test(line)).length]));
}
