import { execFileSync, spawn } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import sharp from "sharp";
import { afterAll, describe, expect, test } from "vitest";
import { decoder } from "../../../main/engine/decoder/decode.ts";
import { tiffWithProfile } from "../../../main/engine/decoder/tiff.ts";
import { decode, scene } from "./pictures.ts";

const folder = mkdtempSync(join(tmpdir(), "recompose-bad-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function decodeFile(path: string | Buffer): Promise<unknown> {
  return decoder.decode({ source: { path: new Uint8Array(Buffer.from(path)) }, image: { side: 64, resize: "squash" }, thumbnail: true });
}
const cut = (bytes: Buffer, share: number) => bytes.subarray(0, Math.trunc(bytes.length * share));

describe("files that are cut short say so", () => {
  const whole = {
    JPEG: scene().jpeg(),
    PNG: scene().png(),
    WebP: scene().webp(),
    AVIF: scene().avif({ effort: 0 }),
    TIFF: scene().tiff(),
    GIF: scene().gif({ effort: 1 }),
  };
  test.each(Object.entries(whole))("%s", async (_name, file) => {
    const bytes = await file.toBuffer();
    for (const share of [0.3, 0.6]) {
      await expect(decode(cut(bytes, share))).rejects.toMatchObject({ code: "file-cut-short", what: "The file is cut short." });
    }
  });
  test("a TIFF that has its pixels last", async () => {
    const picture = { pixels: new Uint8Array(300 * 300 * 3), width: 300, height: 300 };
    const bytes = tiffWithProfile(picture, Buffer.from("no profile"));
    await expect(decode(cut(bytes, 0.8))).rejects.toMatchObject({ code: "file-cut-short" });
  });
  test("but trailing bytes do no harm", async () => {
    const bytes = Buffer.concat([await scene().jpeg().toBuffer(), Buffer.alloc(5000, 7)]);
    expect((await decode(bytes)).width).toBe(320);
  });
});

describe("what is no picture", () => {
  test("an empty file", async () => {
    await expect(decode(Buffer.alloc(0))).rejects.toMatchObject({ code: "file-empty", what: "The file is empty." });
  });
  test.each(["a text that calls itself .jpg", "<svg xmlns='http://www.w3.org/2000/svg'/>", "%PDF-1.7", "II*\0", "RIFF", "\xff\xd8\xff"])(
    "%j",
    async (content) => {
      const codes = ["not-a-picture", "file-damaged"];
      await expect(decode(Buffer.from(content, "latin1"))).rejects.toSatisfy((error) => codes.includes(error.code));
    },
  );
});

describe("pictures that are too large are refused by their header", () => {
  test("a PNG of some bytes that unpacks to 900 megapixels", async () => {
    const png = await scene().png().toBuffer();
    png.writeUInt32BE(30_000, 16);
    png.writeUInt32BE(30_000, 20);
    png.writeUInt32BE(crc32(png.subarray(12, 29)), 29);
    await expect(decode(png)).rejects.toMatchObject({ code: "picture-too-large", what: "Too large (900 MP)." });
  });
  test("a JPEG whose header claims 420 megapixels", async () => {
    const jpeg = await scene().jpeg().toBuffer();
    const frame = jpeg.indexOf(Buffer.from([0xff, 0xc0]));
    jpeg.writeUInt16BE(14_000, frame + 5);
    jpeg.writeUInt16BE(30_000, frame + 7);
    await expect(decode(jpeg)).rejects.toMatchObject({ code: "picture-too-large", what: "Too large (420 MP)." });
  });
});

describe("files that cannot be read", () => {
  test("a file that is gone", async () => {
    await expect(decodeFile(join(folder, "gone.jpg"))).rejects.toMatchObject({ code: "file-missing" });
  });
  test("a folder and a pipe, without waiting for its other end", async () => {
    mkdirSync(join(folder, "folder.jpg"));
    await expect(decodeFile(join(folder, "folder.jpg"))).rejects.toMatchObject({ code: "file-unreadable" });
    if (process.platform === "win32") return;
    execFileSync("mkfifo", [join(folder, "pipe.jpg")]);
    await expect(decodeFile(join(folder, "pipe.jpg"))).rejects.toMatchObject({ code: "file-unreadable" });
  });
  test.skipIf(process.getuid?.() === 0)("a file without permission (root may read all: skipped)", async () => {
    const path = join(folder, "secret.jpg");
    writeFileSync(path, "x");
    chmodSync(path, 0);
    await expect(decodeFile(path)).rejects.toMatchObject({ code: "file-forbidden", what: "No permission." });
  });
  test.skipIf(process.platform !== "linux")("a file that changes while it is read", async () => {
    const path = join(folder, "growing.jpg");
    writeFileSync(path, Buffer.alloc(16 * 2 ** 20, 1));
    const writer = spawn("sh", ["-c", `while :; do echo more >> '${path}'; done`]);
    await expect
      .poll(() => decodeFile(path).catch((error) => error.code), { interval: 1, timeout: 20_000 })
      .toBe("file-changed")
      .finally(() => writer.kill());
  });
  test("names that are no text are read all the same", async () => {
    if (process.platform !== "linux") return;
    const path = Buffer.concat([Buffer.from(`${folder}/`), Buffer.from([0xff, 0xfe, 0x0a]), Buffer.from("😀.jpg")]);
    writeFileSync(path, await scene().jpeg().toBuffer());
    await expect(decodeFile(path)).resolves.toMatchObject({ width: 320 });
  });
});

test("a thin strip is neither enlarged nor held whole", async () => {
  const strip = { create: { width: 30_000, height: 2, channels: 3 as const, background: "#a04020" } };
  expect(await decode(await sharp(strip).png().toBuffer())).toMatchObject({ width: 30_000, height: 2 });
});
