import type { ExpandedTags } from "exifreader";
import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { noMetadata } from "../../../contract/types.ts";
import { metadataOf } from "../../../main/engine/decoder/metadata.ts";
import { decode, scene } from "./pictures.ts";

const exif = {
  IFD0: { Make: "NIKON CORPORATION", Model: "NIKON D850" },
  IFD2: {
    DateTimeOriginal: "2024:05:03 17:20:10",
    ExposureTime: "1/200",
    FNumber: "28/10",
    ISOSpeedRatings: "400",
    FocalLength: "50/1",
    LensModel: "50mm f/1.8",
  },
  IFD3: {
    GPSLatitudeRef: "N",
    GPSLatitude: "48/1 12/1 0/1",
    GPSLongitudeRef: "W",
    GPSLongitude: "16/1 22/1 30/1",
  },
};
const xmp = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmp:Rating="4">
<dc:subject><rdf:Bag><rdf:li>beach</rdf:li><rdf:li>dog</rdf:li><rdf:li>beach</rdf:li></rdf:Bag></dc:subject>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">Evening walk</rdf:li></rdf:Alt></dc:title>
</rdf:Description></rdf:RDF></x:xmpmeta>`;

describe("a photo's own tags", () => {
  test.each(["jpeg", "webp", "png"] as const)("are read from %s", async (format) => {
    const file = await scene().withExif(exif).withXmp(xmp).toFormat(format).toBuffer();
    expect((await decode(file)).metadata).toEqual({
      takenAt: Date.UTC(2024, 4, 3, 17, 20, 10),
      camera: "NIKON D850",
      lens: "50mm f/1.8",
      exposureTime: 1 / 200,
      fNumber: 2.8,
      iso: 400,
      focalLength: 50,
      latitude: 48.2,
      longitude: -16.375,
      rating: 4,
      keywords: ["beach", "dog"],
      title: "Evening walk",
    });
  });
  test("are all null where there are none", async () => {
    expect((await decode(await scene().jpeg().toBuffer())).metadata).toEqual(noMetadata);
  });
  test("never fail a photo when they are broken", async () => {
    const file = await sharp(await scene().jpeg().toBuffer())
      .withExif(exif)
      .jpeg()
      .toBuffer();
    const tags = file.indexOf("Exif\0\0");
    for (let at = tags + 14; at < tags + 200; at++) file[at] = (at * 89) % 256;
    expect((await decode(file)).width).toBe(320);
  });
});

describe("values that cannot be are left out", () => {
  const of = (tags: unknown) => metadataOf(tags as ExpandedTags);
  const date = (value: string) => of({ exif: { DateTimeOriginal: { value: [value] } } }).takenAt;

  test.each([
    "0000:00:00 00:00:00",
    "2024:13:01 00:00:00",
    "2024:02:30 10:00:00",
    "9999:01:01 00:00:00",
    "    :  :     :  :  ",
    "yesterday",
  ])("date %j", (value) => expect(date(value)).toBeNull());
  test("places outside the earth, and 0, 0", () => {
    for (const gps of [
      { Latitude: 999, Longitude: 5 },
      { Latitude: Number.NaN, Longitude: 1 },
      { Latitude: 0, Longitude: 0 },
      { Latitude: 3 },
    ]) {
      expect(of({ gps })).toMatchObject({ latitude: null, longitude: null });
    }
  });
  test("fractions of nothing", () => {
    const broken = {
      ExposureTime: { value: [0, 0] },
      FNumber: { value: [1, 0] },
      FocalLength: { value: [] },
      ISOSpeedRatings: { value: "x" },
    };
    expect(of({ exif: broken })).toEqual(noMetadata);
  });
  test("ratings beyond five stars, and rejected", () => {
    expect(["6", "-1", "4.5", "", "x"].map((value) => of({ xmp: { Rating: { value } } }).rating)).toEqual([null, null, null, null, null]);
  });
  test("texts lose control characters, turned directions and endless length", () => {
    const { camera, lens } = of({ exif: { Model: { value: ["A\u0000\n\u202ecam  era"] }, LensModel: { value: ["x".repeat(9999)] } } });
    expect(camera).toBe("A cam era");
    expect(lens).toHaveLength(200);
  });
  test("a hundred keywords are enough", () => {
    const value = Array.from({ length: 5000 }, (_, i) => ({ value: `word ${i}` }));
    expect(of({ xmp: { subject: { value } } }).keywords).toHaveLength(100);
  });
});

test("the maker is named once", () => {
  const camera = (make: string, model: string) =>
    metadataOf({ exif: { Make: { value: [make] }, Model: { value: [model] } } } as ExpandedTags).camera;
  expect([camera("Apple", "iPhone 6"), camera("Canon", "Canon EOS R5"), camera("NIKON CORPORATION", "NIKON Z 8")]).toEqual([
    "Apple iPhone 6",
    "Canon EOS R5",
    "NIKON Z 8",
  ]);
});
