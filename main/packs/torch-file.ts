/**
 * Tensors out of a PyTorch file: a zip of raw numbers, and a list of them in Python's pickle form. Pickles are programs; this
 * reader runs none. It follows the few instructions that name tensors, makes plain data of them, and refuses all others.
 */
import { AppError } from "../../contract/errors.ts";
import { openZip, type Zip } from "./zip.ts";

export interface TorchTensor {
  shape: number[];
  data: Float32Array<ArrayBuffer>;
}

const mostListBytes = 1024 * 1024;
const mostTensorBytes = 1024 ** 3;
/** Storages whose numbers are read, and bytes of each number */
const storages = new Set(["torch FloatStorage"]);
const makers = new Set(["torch._utils _rebuild_tensor_v2", "collections OrderedDict", ...storages]);

/** By name; names of nested lists are joined by dots. Throws pack-damaged, saying what is wrong. */
export async function readTorchFile(file: string): Promise<Map<string, TorchTensor>> {
  const zip = await openZip(file).catch((error: unknown) => {
    throw error instanceof AppError ? refused("it is cut short, or not of PyTorch's form since 1.6") : error;
  });
  try {
    const list = zip.entries.find(({ name }) => /^[^/]+\/data\.pkl$/.test(name));
    if (!list || list.bytes > mostListBytes) throw refused("it has no list of tensors");
    const folder = list.name.slice(0, -"data.pkl".length);
    const order = zip.entries.find(({ name }) => name === `${folder}byteorder`);
    if (order && order.bytes < 20 && (await zip.read(order)).toString() !== "little") throw refused("its numbers are big-endian");
    const tensors = new Map<string, TorchTensor>();
    for (const [name, described] of named(followList(await zip.read(list)), ""))
      tensors.set(name, await readTensor(zip, folder, described));
    return tensors;
  } finally {
    await zip.close();
  }
}

async function readTensor(zip: Zip, folder: string, { storage, offset, shape, stride }: Described): Promise<TorchTensor> {
  const entry = zip.entries.find(({ name }) => name === `${folder}data/${storage}`);
  const count = shape.reduce((product, size) => product * size, 1);
  if (!entry || entry.bytes > mostTensorBytes || (offset + count) * 4 > entry.bytes) throw refused("numbers are missing");
  const isPlain = stride.every(
    (step, axis) => shape[axis] === 1 || step === shape.slice(axis + 1).reduce((product, size) => product * size, 1),
  );
  if (!isPlain) throw refused("its numbers lie in another order than they should");
  const bytes = await zip.read(entry);
  return { shape, data: new Float32Array(new Uint8Array(bytes.subarray(offset * 4, (offset + count) * 4)).buffer) };
}

interface Described {
  kind: "tensor";
  storage: string;
  offset: number;
  shape: number[];
  stride: number[];
}

function* named(value: unknown, prefix: string): Generator<[string, Described]> {
  if (isTensor(value)) yield [prefix, value];
  else if (value instanceof Map) for (const [key, item] of value) yield* named(item, prefix ? `${prefix}.${key}` : String(key));
}

function isTensor(value: unknown): value is Described {
  return typeof value === "object" && value !== null && "kind" in value && value.kind === "tensor";
}

const mark = Symbol("mark");

/** What the list describes: Maps, arrays, numbers, texts and tensors. */
function followList(bytes: Buffer): unknown {
  const stack: unknown[] = [];
  const memory = new Map<number, unknown>();
  let at = 0;
  const take = (length: number): number => {
    at += length;
    if (at > bytes.length) throw refused("its list of tensors ends early");
    return at - length;
  };
  const line = (): string => {
    const end = bytes.indexOf(10, at);
    if (end < 0) throw refused("its list of tensors ends early");
    return bytes.toString("latin1", take(end + 1 - at), end);
  };
  const sinceMark = (): unknown[] => {
    const from = stack.lastIndexOf(mark);
    if (from < 0) throw refused("its list of tensors is damaged");
    return stack.splice(from).slice(1);
  };
  const text = (length: number): string => bytes.toString("utf8", take(length), at);
  const instructions: Record<number, () => void> = {
    128: () => void take(1), // protocol
    149: () => void take(8), // frame
    40: () => void stack.push(mark), // (
    125: () => void stack.push(new Map()), // }
    93: () => void stack.push([]), // ]
    41: () => void stack.push([]), // )
    78: () => void stack.push(null), // N
    136: () => void stack.push(true),
    137: () => void stack.push(false),
    75: () => void stack.push(bytes.readUInt8(take(1))), // K
    77: () => void stack.push(bytes.readUInt16LE(take(2))), // M
    74: () => void stack.push(bytes.readInt32LE(take(4))), // J
    71: () => void stack.push(bytes.readDoubleBE(take(8))), // G
    138: () => void stack.push(littleInteger(bytes, take(1), take)), // LONG1
    88: () => void stack.push(text(bytes.readUInt32LE(take(4)))), // X
    140: () => void stack.push(text(bytes.readUInt8(take(1)))),
    99: () => void stack.push(maker(`${line()} ${line()}`)), // c
    113: () => void memory.set(bytes.readUInt8(take(1)), stack.at(-1)), // q
    114: () => void memory.set(bytes.readUInt32LE(take(4)), stack.at(-1)), // r
    148: () => void memory.set(memory.size, stack.at(-1)),
    104: () => void stack.push(memory.get(bytes.readUInt8(take(1)))), // h
    106: () => void stack.push(memory.get(bytes.readUInt32LE(take(4)))), // j
    116: () => void stack.push(sinceMark()), // t
    133: () => void stack.push(stack.splice(-1)),
    134: () => void stack.push(stack.splice(-2)),
    135: () => void stack.push(stack.splice(-3)),
    81: () => void stack.push({ kind: "storage", of: stack.pop() }), // Q
    82: () => void stack.push(made(stack.splice(-2))), // R
    115: () => setItems(stack, stack.splice(-2)), // s
    117: () => setItems(stack, sinceMark()), // u
    97: () => addItems(stack, stack.splice(-1)), // a
    101: () => addItems(stack, sinceMark()), // e
    98: () => void stack.pop(), // b: attributes of what was made, which say nothing of tensors
  };
  while (true) {
    const code = bytes.readUInt8(take(1));
    if (code === 0x2e) return stack.pop();
    const instruction = instructions[code];
    if (!instruction) throw refused(`its list of tensors has an instruction (${code}) that no list needs`);
    instruction();
  }
}

interface Maker {
  kind: "maker";
  name: string;
}

function maker(name: string): Maker {
  if (!makers.has(name)) throw refused(`it asks for "${name.slice(0, 100)}", which no list of tensors needs`);
  return { kind: "maker", name };
}

function isMaker(value: unknown): value is Maker {
  return typeof value === "object" && value !== null && "kind" in value && value.kind === "maker";
}

function made([how, what]: unknown[]): unknown {
  const name = isMaker(how) ? how.name : "";
  if (name === "collections OrderedDict") return new Map();
  if (name !== "torch._utils _rebuild_tensor_v2" || !Array.isArray(what)) throw refused("its list of tensors is damaged");
  const [storage, offset, shape, stride] = what;
  const key = storageKey(storage);
  if (key === undefined || !isSize(offset) || !isSizes(shape) || !isSizes(stride) || shape.length !== stride.length)
    throw refused("a tensor is not described as it should be");
  return { kind: "tensor", storage: key, offset, shape, stride } satisfies Described;
}

/** ("storage", kind of numbers, name, device, count) */
function storageKey(storage: unknown): string | undefined {
  const of = typeof storage === "object" && storage !== null && "of" in storage ? storage.of : undefined;
  if (!Array.isArray(of)) return undefined;
  const [, numbers, key] = of;
  if (!isMaker(numbers) || !storages.has(numbers.name)) throw refused("its numbers are not in 32 bits");
  return typeof key === "string" && /^\d+$/.test(key) ? key : undefined;
}

function isSize(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

function isSizes(value: unknown): value is number[] {
  return Array.isArray(value) && value.length <= 8 && value.every(isSize);
}

function setItems(stack: unknown[], items: unknown[]): void {
  const target = stack.at(-1);
  if (!(target instanceof Map)) throw refused("its list of tensors is damaged");
  for (let at = 0; at + 1 < items.length; at += 2) target.set(items[at], items[at + 1]);
}

function addItems(stack: unknown[], items: unknown[]): void {
  const target = stack.at(-1);
  if (!Array.isArray(target)) throw refused("its list of tensors is damaged");
  target.push(...items);
}

function littleInteger(bytes: Buffer, lengthAt: number, take: (length: number) => number): number {
  const length = bytes.readUInt8(lengthAt);
  if (length > 6) throw refused("a number in its list of tensors is too large");
  const start = take(length);
  return length === 0 ? 0 : bytes.readIntLE(start, length);
}

function refused(why: string): AppError {
  return new AppError(
    "pack-damaged",
    `The PyTorch file is refused: ${why}.`,
    "Nothing in it was run. Get it again from where it was published.",
  );
}
