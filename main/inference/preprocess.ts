/** Pixels to the numbers that an image encoder reads. The geometry (orientation, resize) was done where the photo was decoded. */

export interface Normalisation {
  /** Of values between 0 and 1, for red, green, blue */
  mean: readonly [number, number, number];
  std: readonly [number, number, number];
}

/** pixels: count x side x side x 3 bytes, RGB -> `numbers`: count x 3 x side x side, (value / 255 - mean) / std */
export function normalise(
  pixels: Uint8Array,
  side: number,
  { mean, std }: Normalisation,
  numbers: Float32Array = new Float32Array(pixels.length),
): Float32Array {
  const plane = side * side;
  for (let channel = 0; channel < 3; channel++) {
    const table = valueTable(mean[channel] ?? 0, std[channel] ?? 1);
    for (let image = 0; image < pixels.length; image += 3 * plane)
      for (let from = image + channel, to = image + channel * plane, end = to + plane; to < end; from += 3, to++)
        numbers[to] = table[pixels[from] ?? 0] ?? 0;
  }
  return numbers;
}

/** The 256 values that a byte can become. */
function valueTable(mean: number, std: number): Float32Array {
  return Float32Array.from({ length: 256 }, (_, value) => (value / 255 - mean) / std);
}
