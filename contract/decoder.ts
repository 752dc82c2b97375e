/** What the engine asks of a decoder process. One file at a time, so that a crash or a time-out names its file. */
import { z } from "zod";
import { imageInputSchema } from "./models.ts";
import { slotSchema } from "./pixel-slots.ts";
import { type Client, call, type Handlers } from "./rpc.ts";
import { cropSchema, metadataSchema } from "./types.ts";

const bytes = z.instanceof(Uint8Array);
/** A path as the file system's own bytes, or the content itself. */
const source = z.union([z.object({ path: bytes }), z.object({ bytes, name: z.string() })]);
const job = z.object({ source, image: imageInputSchema, thumbnail: z.boolean().default(true) });
const decoded = z.object({
  pixels: bytes,
  thumbnail: bytes.nullable(),
  width: z.number().int(),
  height: z.number().int(),
  metadata: metadataSchema,
});

export const decoderApi = {
  /** pixels: side x side x 3 bytes RGB for the image encoder; thumbnail: WebP of at most 512 px, or the file itself
   *  where it is a small JPEG (see imageType); sizes in pixels after orientation. */
  decode: call(job, decoded),
  /** As `decode`, but the pixels go to this slot of the pixel file; they come back only if that cannot be written. */
  decodeToSlot: call(job.extend({ slot: slotSchema }), decoded.extend({ pixels: bytes.nullable() })),
  /** Pixels of a part of a picture, as `decode` gives them of the whole */
  decodeCrop: call(z.object({ source, image: imageInputSchema, crop: cropSchema }), z.object({ pixels: bytes })),
  /** WebP of at most `side` px on its longer side. */
  render: call(z.object({ source, side: z.number().int() }), z.object({ type: z.string(), bytes })),
};

export type DecoderSource = z.infer<typeof source>;
export type DecoderApi = Client<typeof decoderApi>;
export type DecoderHandlers = Handlers<typeof decoderApi>;
