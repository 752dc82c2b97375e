/**
 * Bicubic resizing to the byte as Pillow does it, because the encoders were trained on Pillow's pixels.
 * sharp's cubic kernel enlarges differently and takes longer: docs/decisions/001-decoders-are-processes.md.
 */

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
const half = 1 << (precision - 1);

/** `box` of the picture, resized to width x height. */
export function resample(picture: Picture, width: number, height: number, box: Box): Picture {
  const across = taps(box.left, box.width, picture.width, width);
  const down = taps(box.top, box.height, picture.height, height);
  return resizeColumns(resizeRows(picture, width, across), height, down);
}

function resizeRows({ pixels, width: sourceWidth, height }: Picture, width: number, { first, weights, length }: Taps): Picture {
  const out = new Uint8ClampedArray(width * height * 3);
  let to = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let i = (y * sourceWidth + word(first, x)) * 3;
      let r = half;
      let g = half;
      let b = half;
      for (let k = x * length; k < (x + 1) * length; k += 4, i += 12) {
        const w0 = word(weights, k);
        const w1 = word(weights, k + 1);
        const w2 = word(weights, k + 2);
        const w3 = word(weights, k + 3);
        r = (r + times(pixels, i, w0) + times(pixels, i + 3, w1) + times(pixels, i + 6, w2) + times(pixels, i + 9, w3)) | 0;
        g = (g + times(pixels, i + 1, w0) + times(pixels, i + 4, w1) + times(pixels, i + 7, w2) + times(pixels, i + 10, w3)) | 0;
        b = (b + times(pixels, i + 2, w0) + times(pixels, i + 5, w1) + times(pixels, i + 8, w2) + times(pixels, i + 11, w3)) | 0;
      }
      out[to++] = r >> precision;
      out[to++] = g >> precision;
      out[to++] = b >> precision;
    }
  }
  return { pixels: new Uint8Array(out.buffer), width, height };
}

function resizeColumns({ pixels, width }: Picture, height: number, { first, weights, length }: Taps): Picture {
  const row = width * 3;
  const out = new Uint8ClampedArray(row * height);
  const sums = new Int32Array(row);
  for (let y = 0; y < height; y++) {
    sums.fill(half);
    for (let k = 0; k < length; k += 4) {
      const i0 = (word(first, y) + k) * row;
      const i1 = i0 + row;
      const i2 = i1 + row;
      const i3 = i2 + row;
      const w = y * length + k;
      const w0 = word(weights, w);
      const w1 = word(weights, w + 1);
      const w2 = word(weights, w + 2);
      const w3 = word(weights, w + 3);
      for (let x = 0; x < row; x++) {
        const more = times(pixels, i0 + x, w0) + times(pixels, i1 + x, w1) + times(pixels, i2 + x, w2) + times(pixels, i3 + x, w3);
        sums[x] = word(sums, x) + more;
      }
    }
    for (let x = 0; x < row; x++) out[y * row + x] = word(sums, x) >> precision;
  }
  return { pixels: new Uint8Array(out.buffer), width, height };
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

function times(pixels: Uint8Array, index: number, weight: number): number {
  return Math.imul(pixels[index] as number, weight);
}

/** An element that is known to be there. */
function word(array: Int32Array, index: number): number {
  return array[index] as number;
}
