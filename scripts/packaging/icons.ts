/** Draws the program's icons from renderer/icon.svg: PNG for Linux and the tray, ico for Windows, icns for macOS. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { BICUBIC, createICNS, createICO } from "png2icons";
import sharp from "sharp";

const root = join(import.meta.dirname, "..", "..");
const drawing = readFileSync(join(root, "renderer", "icon.svg"));
const folder = join(root, "packaging", "icons");
const linuxSizes = [16, 24, 32, 48, 64, 128, 256, 512];

mkdirSync(join(folder, "linux"), { recursive: true });
for (const size of linuxSizes) writeFileSync(join(folder, "linux", `${size}x${size}.png`), await draw(size));
writeFileSync(join(folder, "icon.png"), await draw(512));
const large = await draw(1024);
writeFileSync(join(folder, "icon.ico"), made(createICO(large, BICUBIC, 0, true, true)));
writeFileSync(join(folder, "icon.icns"), made(createICNS(large, BICUBIC, 0)));

/** A PNG of size x size, drawn at that size and not scaled down. */
async function draw(size: number): Promise<Buffer> {
  const lines = (72 * size) / 32; // of the drawing's 32 units
  return await sharp(drawing, { density: lines }).resize(size, size).png({ compressionLevel: 9 }).toBuffer();
}

function made(icon: Buffer | null): Buffer {
  if (icon) return icon;
  throw new Error("png2icons could not make the icon.");
}
