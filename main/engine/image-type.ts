/** The media type of a stored thumbnail: WebP, or JPEG where a small photo is its own. */
export function imageType(bytes: Uint8Array): "image/jpeg" | "image/webp" {
  return bytes[0] === 0xff && bytes[1] === 0xd8 ? "image/jpeg" : "image/webp";
}
