/**
 * Bicubic resizing to the byte as Pillow does it, because the encoders were trained on Pillow's pixels.
 * sharp's cubic kernel enlarges differently and takes longer: docs/decisions/001-decoders-are-processes.md.
 * The inner loops are WebAssembly, which computes four numbers at a time: wasm/resize.ts.
 */
import { exports as resizer } from "./wasm/resize.ts?wasm";

export interface Picture {
  /** height x width x 3 bytes, RGB */
  pixels: Uint8Array<ArrayBuffer>;
  width: number;
  height: number;
}

/** What part of a picture is resized, in pixels of the source. */
export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

/**
 * Target position t is the sum of `length` source positions from first[t] on, weighted by weights[t * length + k]
 * in 22-bit fixed point. `length` is a multiple of 4, so that the inner loop can take four at a time.
 */
interface Taps {
  first: Int32Array;
  weights: Int32Array;
  length: number;
}

const precision = 22;
/** Bytes that the loops may read and write beyond the end of anything. */
const overrun = 16;

/** `box` of the picture, resized to width x height. */
export function resample(picture: Picture, width: number, height: number, box: Box): Picture {
  const across = taps(box.left, box.width, picture.width, width);
  const down = taps(box.top, box.height, picture.height, height);
  const place = layOut();
  const source = place(picture.pixels.length);
  const between = place(width * picture.height * 3);
  const target = place(width * height * 3);
  const [acrossFirst, acrossWeights] = [place(across.first.byteLength), place(across.weights.byteLength)];
  const [downFirst, downWeights] = [place(down.first.byteLength), place(down.weights.byteLength)];
  makeRoom(place(0));
  put(picture.pixels, source);
  put(across.first, acrossFirst);
  put(across.weights, acrossWeights);
  put(down.first, downFirst);
  put(down.weights, downWeights);
  resizer.resizeRows(source, picture.width, picture.height, between, width, acrossFirst, acrossWeights, across.length);
  resizer.resizeColumns(between, 3 * width, target, height, downFirst, downWeights, down.length);
  return { pixels: new Uint8Array(resizer.memory.buffer.slice(target, target + width * height * 3)), width, height };
}

/** Gives one address after the other: of as many bytes as asked for, and room behind them. */
function layOut(): (bytes: number) => number {
  let end = 0;
  return (bytes) => {
    const address = end;
    end += Math.ceil((bytes + overrun) / overrun) * overrun;
    return address;
  };
}

function makeRoom(bytes: number): void {
  const page = 65536;
  const missing = bytes - resizer.memory.buffer.byteLength;
  if (missing > 0) resizer.memory.grow(Math.ceil(missing / page));
}

function put({ buffer, byteOffset, byteLength }: Uint8Array | Int32Array, address: number): void {
  new Uint8Array(resizer.memory.buffer, address, byteLength).set(new Uint8Array(buffer, byteOffset, byteLength));
}

/** The taps of `target` positions that take their values from `size` positions from `start` on, out of `limit`. */
function taps(start: number, size: number, limit: number, target: number): Taps {
  const scale = size / target;
  const widen = Math.max(scale, 1);
  const support = 2 * widen;
  const length = Math.ceil((2 * support) / 4) * 4;
  const result = { first: new Int32Array(target), weights: new Int32Array(target * length), length };
  for (let position = 0; position < target; position++) {
    const center = start + (position + 0.5) * scale;
    const from = Math.max(0, Math.trunc(center - support + 0.5));
    const end = Math.min(limit, Math.trunc(center + support + 0.5));
    // Near the far edge the window is moved back into the picture; what it gains has no weight.
    const first = Math.max(0, Math.min(from, limit - length));
    let sum = 0;
    for (let k = from; k < end; k++) sum += bicubic((k - center + 0.5) / widen);
    for (let k = from; k < end; k++) result.weights[position * length + k - first] = fixed(bicubic((k - center + 0.5) / widen) / sum);
    result.first[position] = first;
  }
  return result;
}

function fixed(weight: number): number {
  return Math.trunc(weight * (1 << precision) + (weight < 0 ? -0.5 : 0.5));
}

/** Keys' cubic with a = -0.5. */
function bicubic(distance: number): number {
  const a = -0.5;
  const x = Math.abs(distance);
  if (x < 1) return ((a + 2) * x - (a + 3)) * x * x + 1;
  if (x < 2) return (((x - 5) * x + 8) * x - 4) * a;
  return 0;
}
