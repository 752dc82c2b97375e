/** Photos made by the tests: each of one colour with a lighter square in it, so that no two look alike. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";

export interface MadePhoto {
  name: string;
  colour: string;
  /** EXIF, such as "2023:05:01 12:00:00" */
  takenAt?: string;
  camera?: string;
}

/** Writes one JPEG of 320 x 240. */
export async function makePhoto(folder: string, { name, colour, takenAt, camera }: MadePhoto): Promise<string> {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, name);
  const square = { create: { width: 90, height: 90, channels: 3, background: "#ddd" } } as const;
  const exif = { IFD0: { ...(camera && { Make: "Maker", Model: camera }) }, IFD2: { ...(takenAt && { DateTimeOriginal: takenAt }) } };
  await sharp({ create: { width: 320, height: 240, channels: 3, background: colour } })
    .composite([{ input: square, left: 40, top: 60 }])
    .withExif(exif)
    .jpeg()
    .toFile(path);
  return path;
}

/** `count` photos of colours all around, named 000.jpg and so on. */
export async function makePhotos(folder: string, count: number): Promise<void> {
  for (let i = 0; i < count; i++) {
    const colour = `hsl(${Math.round((i * 360) / count)}, ${60 + (i % 5) * 10}%, ${30 + (i % 7) * 6}%)`;
    await makePhoto(folder, { name: `${String(i).padStart(3, "0")}.jpg`, colour });
  }
}
