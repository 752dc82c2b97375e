/**
 * AssemblyScript: the dot products of ../vectors.ts, sixteen numbers at a time. Addresses are of the module's memory, which the
 * caller lays out. Each of sixteen running sums takes few numbers, so 32 bits lose less than 1e-6 of unit vectors' products.
 */

/** target[i] = query . row i, for `count` rows of `width` f32; `width` is a multiple of 16. */
export function dots(query: usize, rows: usize, width: i32, count: i32, target: usize): void {
  const bytes = width << 2;
  for (let row = 0; row < count; row++) {
    let a = f32x4.splat(0);
    let b = f32x4.splat(0);
    let c = f32x4.splat(0);
    let d = f32x4.splat(0);
    for (let at = 0; at < bytes; at += 64) {
      a = f32x4.add(a, f32x4.mul(v128.load(query + at), v128.load(rows + at)));
      b = f32x4.add(b, f32x4.mul(v128.load(query + at, 16), v128.load(rows + at, 16)));
      c = f32x4.add(c, f32x4.mul(v128.load(query + at, 32), v128.load(rows + at, 32)));
      d = f32x4.add(d, f32x4.mul(v128.load(query + at, 48), v128.load(rows + at, 48)));
    }
    const sum = f32x4.add(f32x4.add(a, b), f32x4.add(c, d));
    store<f32>(
      target + (row << 2),
      f32x4.extract_lane(sum, 0) + f32x4.extract_lane(sum, 1) + f32x4.extract_lane(sum, 2) + f32x4.extract_lane(sum, 3),
    );
    rows += bytes;
  }
}
