/** A picture that every machine can draw alike: a device is trusted once it gives this picture the vector that the pack states. */

/** Devices below this are not used: rounding stays above it, a wrong kernel does not. */
export const leastCosine = 0.999;

/** side x side x 3 bytes, RGB: slopes that differ by channel, and blocks of 16 pixels. */
export function canaryPicture(side: number): Uint8Array<ArrayBuffer> {
  const pixels = new Uint8Array(side * side * 3);
  for (let y = 0, at = 0; y < side; y++)
    for (let x = 0; x < side; x++)
      for (let channel = 0; channel < 3; channel++, at++)
        pixels[at] = (x * (channel + 1) + y * (3 - channel) + ((x >> 4) ^ (y >> 4)) * 29) & 255;
  return pixels;
}

/** Cosine of two vectors of the same length; 0 when one of them has no direction. */
export function cosine(a: Float32Array, b: Float32Array): number {
  let product = 0;
  let squaresA = 0;
  let squaresB = 0;
  for (let i = 0; i < a.length; i++) {
    const [x, y] = [a[i] ?? 0, b[i] ?? 0];
    product += x * y;
    squaresA += x * x;
    squaresB += y * y;
  }
  const lengths = Math.sqrt(squaresA * squaresB);
  return lengths > 0 ? product / lengths : 0;
}
