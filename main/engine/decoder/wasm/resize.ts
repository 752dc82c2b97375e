/**
 * AssemblyScript: the two passes of ../resample.ts, four or sixteen numbers at a time. Addresses are of the module's memory,
 * which the caller lays out. Sums are exact in 32 bits, so the bytes are Pillow's.
 * Rows and targets may be overrun by 16 bytes: the caller leaves room behind each.
 */

const precision: i32 = 22;

/** height rows of sourceWidth RGB pixels at `source` -> height rows of `width` pixels at `target` */
export function resizeRows(
  source: usize,
  sourceWidth: i32,
  height: i32,
  target: usize,
  width: i32,
  first: usize,
  weights: usize,
  length: i32,
): void {
  const half = i32x4.splat(1 << (precision - 1));
  const none = i32x4.splat(0);
  for (let y = 0; y < height; y++) {
    let weight = weights;
    for (let x = 0; x < width; x++) {
      let from = source + (y * sourceWidth + load<i32>(first + (x << 2))) * 3;
      let sum = half;
      for (let k = 0; k < length; k += 4) {
        // Four pixels; each becomes four numbers: red, green, blue, and one that nobody reads.
        const pixels = v128.load(from);
        const p0 = i8x16.shuffle(pixels, none, 0, 16, 16, 16, 1, 16, 16, 16, 2, 16, 16, 16, 16, 16, 16, 16);
        const p1 = i8x16.shuffle(pixels, none, 3, 16, 16, 16, 4, 16, 16, 16, 5, 16, 16, 16, 16, 16, 16, 16);
        const p2 = i8x16.shuffle(pixels, none, 6, 16, 16, 16, 7, 16, 16, 16, 8, 16, 16, 16, 16, 16, 16, 16);
        const p3 = i8x16.shuffle(pixels, none, 9, 16, 16, 16, 10, 16, 16, 16, 11, 16, 16, 16, 16, 16, 16, 16);
        const s01 = i32x4.add(i32x4.mul(p0, v128.load32_splat(weight)), i32x4.mul(p1, v128.load32_splat(weight, 4)));
        const s23 = i32x4.add(i32x4.mul(p2, v128.load32_splat(weight, 8)), i32x4.mul(p3, v128.load32_splat(weight, 12)));
        sum = i32x4.add(sum, i32x4.add(s01, s23));
        from += 12;
        weight += 16;
      }
      // Rounded to bytes, from 0 to 255. The fourth is overwritten by the next pixel.
      const words = i16x8.narrow_i32x4_s(i32x4.shr_s(sum, precision), none);
      v128.store32_lane(target, i8x16.narrow_i16x8_u(words, words), 0);
      target += 3;
    }
  }
}

/** Rows of `row` bytes at `source` -> height rows of `row` bytes at `target` */
export function resizeColumns(source: usize, row: i32, target: usize, height: i32, first: usize, weights: usize, length: i32): void {
  const half = i32x4.splat(1 << (precision - 1));
  for (let y = 0; y < height; y++) {
    const top = source + load<i32>(first + (y << 2)) * row;
    for (let x = 0; x < row; x += 16) {
      let from = top + x;
      let weight = weights;
      let a = half;
      let b = half;
      let c = half;
      let d = half;
      for (let k = 0; k < length; k++) {
        const bytes = v128.load(from);
        const w = v128.load32_splat(weight);
        const low = i16x8.extend_low_i8x16_u(bytes);
        const high = i16x8.extend_high_i8x16_u(bytes);
        a = i32x4.add(a, i32x4.mul(w, i32x4.extend_low_i16x8_u(low)));
        b = i32x4.add(b, i32x4.mul(w, i32x4.extend_high_i16x8_u(low)));
        c = i32x4.add(c, i32x4.mul(w, i32x4.extend_low_i16x8_u(high)));
        d = i32x4.add(d, i32x4.mul(w, i32x4.extend_high_i16x8_u(high)));
        from += row;
        weight += 4;
      }
      const ab = i16x8.narrow_i32x4_s(i32x4.shr_s(a, precision), i32x4.shr_s(b, precision));
      const cd = i16x8.narrow_i32x4_s(i32x4.shr_s(c, precision), i32x4.shr_s(d, precision));
      v128.store(target + x, i8x16.narrow_i16x8_u(ab, cd));
    }
    target += row;
    weights += length << 2;
  }
}
