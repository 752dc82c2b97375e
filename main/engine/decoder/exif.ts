/** The tags of a file, as exifreader finds them: only those that Recompose shows, from wherever the format keeps them. */
import ExifReader, { type ExpandedTags, type IncludeTagsOptions } from "exifreader";
import type { PictureKind } from "./sniff.ts";

const includeTags = {
  exif: [
    "Make",
    "Model",
    "Orientation",
    "DateTime",
    "DateTimeOriginal",
    "DateTimeDigitized",
    "ExposureTime",
    "FNumber",
    "ISOSpeedRatings",
    "FocalLength",
    "LensModel",
    "Rating",
    "ImageDescription",
  ],
  gps: true,
  xmp: ["Rating", "subject", "title", "CreateDate", "DateTimeOriginal"],
  iptc: ["Keywords", "Object Name"],
  // Of JPEG
  file: ["Image Width", "Image Height", "Color Components"],
} satisfies IncludeTagsOptions;

/** RAW files keep their tags at the front; a copy is needed where the start is made to look like a TIFF's. */
const rawHead = 4 * 2 ** 20;

/** What marks XMP for exifreader; sharp hands over the packet without. */
const packetStart = Buffer.from("<?xpacket begin='' id='W5M0MpCehiHzreSzNTczkc9d'?>");

export function readTags(bytes: Buffer, kind: PictureKind): ExpandedTags {
  return load(() => (kind === "raw" ? tiffOfRaw(bytes) : bytes));
}

/** packet: the XMP by itself, where sharp found one; exifreader does not see it when a PNG keeps it packed. */
export function withPacket(tags: ExpandedTags, packet: Buffer | undefined): ExpandedTags {
  return packet && !tags.xmp ? { ...load(() => Buffer.concat([packetStart, packet])), ...tags } : tags;
}

/** Nothing where there are no tags or they cannot be read: broken metadata never fails a photo. */
function load(content: () => Buffer): ExpandedTags {
  try {
    return ExifReader.load(content(), { expanded: true, includeTags });
  } catch {
    return {};
  }
}

/** EXIF orientation, 1 to 8, if there is one. */
export function orientationOf({ exif }: ExpandedTags): number | undefined {
  const value = exif?.Orientation?.value;
  return typeof value === "number" && value >= 1 && value <= 8 ? value : undefined;
}

/** What exifreader takes for a TIFF or JPEG: Olympus and Panasonic have marks of their own, CR3 and RAF wrap one. */
function tiffOfRaw(bytes: Buffer): Buffer {
  const mark = bytes.toString("latin1", 0, 4);
  if (mark === "FUJI") return bytes.subarray(bytes.readUInt32BE(84));
  if (bytes.toString("latin1", 4, 8) === "ftyp") return bytes.subarray(bytes.indexOf("CMT1") + 4);
  if (mark === "II*\0" || mark === "MM\0*") return bytes;
  const head = Buffer.from(bytes.subarray(0, rawHead));
  head.write(mark.startsWith("II") ? "II*\0" : "MM\0*", "latin1");
  return head;
}
