/** A stored thumbnail with its media type: WebP, or JPEG where a small photo is its own. */
export function thumbnailImage(bytes: Uint8Array): { type: "image/jpeg" | "image/webp"; bytes: Uint8Array<ArrayBuffer> } {
  return { type: bytes[0] === 0xff && bytes[1] === 0xd8 ? "image/jpeg" : "image/webp", bytes: new Uint8Array(bytes) };
}
