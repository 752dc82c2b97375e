/** Captioners that have eyes of their own want a photo laid out in another way than the image encoder. */
import type { ImageInput, ModelInfo } from "../../contract/models.ts";

/** `pixels`: for the image encoder. They do for the captioner too, or the photo is decoded once more. */
export async function captionPixels(
  pixels: Uint8Array<ArrayBuffer>,
  { captioner }: Pick<ModelInfo, "captioner">,
  decode: (image: ImageInput) => Promise<{ pixels: Uint8Array<ArrayBuffer> }>,
): Promise<Uint8Array<ArrayBuffer>> {
  return captioner?.image ? (await decode(captioner.image)).pixels : pixels;
}
