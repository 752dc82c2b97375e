/** What a photo's own tags say, made safe: every value is checked for sense, every text for length and control characters. */
import type { ExpandedTags } from "exifreader";
import type { Metadata } from "../../../contract/types.ts";

const maxText = 200;
const maxKeywords = 100;

export function metadataOf({ exif = {}, gps, xmp, iptc }: ExpandedTags): Metadata {
  const rating = "Rating" in exif ? exif.Rating : undefined;
  const { latitude, longitude } = place(gps?.Latitude, gps?.Longitude);
  return {
    takenAt: time(exif.DateTimeOriginal) ?? time(xmp?.DateTimeOriginal) ?? time(exif.DateTimeDigitized) ?? time(xmp?.CreateDate),
    camera: camera(text(exif.Make), text(exif.Model)),
    lens: text(exif.LensModel),
    exposureTime: number(exif.ExposureTime, 0, 1e6),
    fNumber: number(exif.FNumber, 0, 1000),
    iso: number(exif.ISOSpeedRatings, 0, 1e8),
    focalLength: number(exif.FocalLength, 0, 1e5),
    latitude,
    longitude,
    rating: stars(xmp?.Rating) ?? stars(rating),
    keywords: unique([...texts(xmp?.subject), ...texts(iptc?.Keywords)]).slice(0, maxKeywords),
    title: text(xmp?.title) ?? text(iptc?.["Object Name"]) ?? text(exif.ImageDescription),
  };
}

/** One tag as exifreader gives it: a text, a number, a fraction, or a list of such tags. */
type Value = string | number | readonly unknown[] | null | undefined;

function contentOf(tag: unknown): Value {
  const value = typeof tag === "object" && tag !== null && "value" in tag ? tag.value : undefined;
  if (typeof value === "string" || typeof value === "number" || Array.isArray(value)) return value;
  return undefined;
}

/** "NIKON CORPORATION", "NIKON D850" -> "NIKON D850"; "Apple", "iPhone 6" -> "Apple iPhone 6" */
function camera(make: string | null, model: string | null): string | null {
  if (!make || !model) return model ?? make;
  const brand = make.split(" ")[0] ?? make;
  return model.toLowerCase().startsWith(brand.toLowerCase()) ? model : clean(`${make} ${model}`);
}

/** "2008:10:22 16:28:39" or ISO: the camera's clock as it stood, read as if it were UTC; null for what is no date. */
function time(tag: unknown): number | null {
  const match = /^(\d{4})[:-](\d\d)[:-](\d\d)[ T](\d\d):(\d\d)(?::(\d\d))?/.exec(text(tag) ?? "");
  if (!match) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1).map((part) => Number(part ?? 0));
  const moment = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  const isReal = moment.getUTCMonth() === month - 1 && moment.getUTCDate() === day && hour < 24 && minute < 60 && second <= 60;
  return isReal && year >= 1826 && year < 2200 ? moment.getTime() : null;
}

/** Both or none; 0, 0 is what cameras write without a fix. */
function place(latitude: unknown, longitude: unknown): { latitude: number | null; longitude: number | null } {
  const known = typeof latitude === "number" && typeof longitude === "number" && Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
  return known && (latitude !== 0 || longitude !== 0) ? { latitude, longitude } : { latitude: null, longitude: null };
}

/** A number or fraction in (above, most]; ISO may come as a list. */
function number(tag: unknown, above: number, most: number): number | null {
  const value = contentOf(tag);
  const [numerator, denominator = 1] = Array.isArray(value) ? value : [value];
  const result = Number(numerator) / Number(denominator);
  return numerator != null && result > above && result <= most ? result : null;
}

/** -1 is Adobe's "rejected". */
function stars(tag: unknown): number | null {
  const value = contentOf(tag);
  const rating = typeof value === "string" && /^[0-5]$/.test(value.trim()) ? Number(value) : value;
  return typeof rating === "number" && Number.isInteger(rating) && rating >= 0 && rating <= 5 ? rating : null;
}

function text(tag: unknown): string | null {
  return texts(tag)[0] ?? null;
}

/** A tag's text, or those of its list: of language variants, keywords, or pieces. */
function texts(tag: unknown): string[] {
  const items = Array.isArray(tag) ? tag.map(contentOf) : [contentOf(tag)].flat();
  return items
    .slice(0, maxKeywords * 2)
    .flat()
    .map((item) => clean(typeof item === "string" ? item : contentOf(item)))
    .filter((item) => item !== null);
}

/** On one line, without control characters and marks that turn the reading direction; null where nothing is left. */
function clean(value: Value): string | null {
  if (typeof value !== "string") return null;
  const line = value.slice(0, maxText * 4).replace(/[\p{Cc}\s\u202a-\u202e\u2066-\u2069]+/gu, " ");
  return (
    line
      .trim()
      .slice(0, maxText)
      .replace(/\p{Cs}/gu, "") || null
  );
}

function unique(items: string[]): string[] {
  return [...new Set(items)];
}
