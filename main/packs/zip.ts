/** Zip files, read without trusting them: names are only compared, and nothing larger than asked for is unpacked. */
import { createWriteStream } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createInflateRaw } from "node:zlib";
import { AppError } from "../../contract/errors.ts";

export interface ZipEntry {
  name: string;
  /** Bytes once unpacked, as the file says */
  bytes: number;
  compressedBytes: number;
  isStored: boolean;
  /** Of the entry's own header */
  offset: number;
}

export interface Zip {
  entries: ZipEntry[];
  /** The content of an entry; fails with pack-damaged if it is not as large as the file says. */
  content(entry: ZipEntry): Promise<Readable>;
  /** The same in memory */
  read(entry: ZipEntry): Promise<Buffer<ArrayBuffer>>;
  extract(entry: ZipEntry, file: string, signal?: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

const mostEntries = 10_000;
const mostDirectoryBytes = 16 * 1024 * 1024;

/** Throws pack-damaged for what is no zip, and what opening a file throws. */
export async function openZip(file: string): Promise<Zip> {
  const handle = await open(file);
  try {
    return zipOf(handle, file, await readDirectory(handle, file));
  } catch (error) {
    await handle.close();
    throw error;
  }
}

function zipOf(handle: FileHandle, file: string, entries: ZipEntry[]): Zip {
  async function content(entry: ZipEntry): Promise<Readable> {
    const header = await readAt(handle, entry.offset, 30);
    if (header.length < 30 || header.readUInt32LE(0) !== 0x04034b50) throw damaged(file);
    const start = entry.offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
    const raw = Readable.from(pieces(handle, start, entry.compressedBytes));
    const unpacked = entry.isStored ? raw : raw.pipe(createInflateRaw());
    raw.on("error", (error) => unpacked.destroy(error));
    return unpacked.pipe(exactly(entry.bytes, file)).on("close", () => unpacked.destroy());
  }
  return {
    entries,
    content,
    read: async (entry) => Buffer.concat(await (await content(entry)).toArray()),
    extract: async (entry, target, signal) => pipeline(await content(entry), createWriteStream(target), ...(signal ? [{ signal }] : [])),
    close: () => handle.close(),
  };
}

async function* pieces(handle: FileHandle, start: number, length: number): AsyncGenerator<Buffer> {
  for (let done = 0; done < length; ) {
    const piece = await readAt(handle, start + done, Math.min(1 << 20, length - done));
    if (piece.length === 0) return;
    done += piece.length;
    yield piece;
  }
}

function exactly(bytes: number, file: string): Transform {
  let came = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      came += chunk.length;
      done(came > bytes ? damaged(file) : null, chunk);
    },
    flush: (done) => done(came === bytes ? null : damaged(file)),
  });
}

async function readAt(handle: FileHandle, position: number, length: number): Promise<Buffer<ArrayBuffer>> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}

async function readDirectory(handle: FileHandle, file: string): Promise<ZipEntry[]> {
  const { size } = await handle.stat();
  const tailLength = Math.min(size, 65_557);
  const tail = await readAt(handle, size - tailLength, tailLength);
  const end = tail.lastIndexOf(Buffer.from("PK\u0005\u0006", "latin1"));
  if (end < 0 || end + 22 > tail.length) throw damaged(file);
  let [count, length, offset] = [tail.readUInt16LE(end + 10), tail.readUInt32LE(end + 12), tail.readUInt32LE(end + 16)];
  const locator = end - 20;
  if (locator >= 0 && tail.readUInt32LE(locator) === 0x07064b50) {
    const record = await readAt(handle, Number(tail.readBigUInt64LE(locator + 8)), 56);
    if (record.length < 56 || record.readUInt32LE(0) !== 0x06064b50) throw damaged(file);
    [count, length, offset] = [32, 40, 48].map((at) => Number(record.readBigUInt64LE(at))) as [number, number, number];
  }
  if (count > mostEntries || length > mostDirectoryBytes || offset + length > size) throw damaged(file);
  return parseDirectory(await readAt(handle, offset, length), count, file);
}

function parseDirectory(bytes: Buffer, count: number, file: string): ZipEntry[] {
  const entries: ZipEntry[] = [];
  for (let at = 0, index = 0; index < count; index++) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== 0x02014b50) throw damaged(file);
    const [flags, method] = [bytes.readUInt16LE(at + 8), bytes.readUInt16LE(at + 10)];
    const [nameLength, extraLength, noteLength] = [28, 30, 32].map((field) => bytes.readUInt16LE(at + field)) as [number, number, number];
    const name = bytes.toString("utf8", at + 46, at + 46 + nameLength);
    const extra = bytes.subarray(at + 46 + nameLength, at + 46 + nameLength + extraLength);
    const [size, compressed, offset] = large(extra, [
      bytes.readUInt32LE(at + 24),
      bytes.readUInt32LE(at + 20),
      bytes.readUInt32LE(at + 42),
    ]);
    const isReadable = (method === 0 || method === 8) && (flags & 1) === 0;
    if (isReadable) entries.push({ name, bytes: size, compressedBytes: compressed, isStored: method === 0, offset });
    at += 46 + nameLength + extraLength + noteLength;
  }
  return entries;
}

/** Sizes of 4 GiB and more stand in an extra field, in the order of those that are missing. */
function large(extra: Buffer, values: [number, number, number]): [number, number, number] {
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== 1) continue;
    let from = at + 4;
    return values.map((value) => {
      if (value !== 0xffffffff || from + 8 > extra.length) return value;
      from += 8;
      return Number(extra.readBigUInt64LE(from - 8));
    }) as [number, number, number];
  }
  return values;
}

function damaged(file: string): AppError {
  return new AppError("pack-damaged", `"${file}" is no zip file that can be read to its end.`, "Get it again.");
}
