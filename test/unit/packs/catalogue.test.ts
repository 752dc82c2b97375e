import { describe, expect, test } from "vitest";
import { manifestSchema } from "../../../main/inference/manifest.ts";
import { catalogueSchema } from "../../../main/packs/catalogue.ts";
import catalogue from "../../../models/catalogue.json" with { type: "json" };

const known = catalogueSchema.parse(catalogue);

test("the catalogue is well formed", () => {
  expect(known.parts.length).toBeGreaterThan(15);
  expect(known.profiles.map(({ id }) => id)).toEqual(["starter", "clip-b32-florence2", "clip-l14-blip2", "clip-bigg14-blip2"]);
});

test("every part says its licence, its use, its size and what it is for", () => {
  for (const { licence, commercialUse, memoryBytes, purpose, files } of known.parts) {
    expect(licence.length).toBeGreaterThan(2);
    expect(["yes", "no", "unclear"]).toContain(commercialUse);
    expect(memoryBytes).toBeGreaterThan(1e6);
    expect(purpose).toMatch(/^[A-Z]/);
    for (const { about } of files) expect(about).toBeGreaterThan(100);
  }
});

test("what is not for commercial work in effect is not said to be", () => {
  const allowed = known.parts.filter(({ commercialUse }) => commercialUse === "yes").map(({ id }) => id);
  for (const id of allowed) expect(id).not.toMatch(/^phi-|blip2/);
});

test("every network phi is made for vectors as wide as those of its encoder", () => {
  const dimsOf = (id: string) => known.parts.find((part) => part.id === id)?.manifest.dims;
  for (const { kind, needs, make } of known.parts) if (kind === "phi") expect(needs.map(dimsOf)).toEqual(make.map(({ width }) => width));
});

test("encoders read photos as the paper and SEARLE do: padded to a ratio of 1.25, then the middle", () => {
  for (const { kind, manifest } of known.parts)
    if (kind === "encoder") expect(manifest.image).toMatchObject({ size: 224, resize: "targetpad" });
});

test("every file is pinned with a revision, or not pinned at all", () => {
  for (const { url, revision, sha256 } of known.parts.flatMap(({ files }) => files))
    if (url?.includes("/REV/")) expect(sha256 === null).toBe(revision === null);
});

test("nothing that could leave the packs folder, or be fetched without encryption, is taken", () => {
  const [part] = known.parts;
  const [file] = part?.files ?? [];
  for (const name of ["../../evil", "/etc/passwd", "a/b", "", ".hidden", "a\\b"])
    expect(() => catalogueSchema.parse({ ...known, parts: [{ ...part, files: [{ ...file, name }] }] })).toThrow();
  for (const name of ["part.json", "a.onnx.part", "a.onnx.part.tag", "a.onnx.coming", "part.json.new"])
    expect(() => catalogueSchema.parse({ ...known, parts: [{ ...part, files: [{ ...file, name }] }] })).toThrow(/needs itself/);
  for (const id of ["..", "A", "a/b", ""])
    expect(() => catalogueSchema.parse({ ...known, parts: [{ ...part, id }], profiles: [] })).toThrow();
  for (const url of ["http://example.org/a", "file:///etc/passwd", "ftp://example.org/a"])
    expect(() => catalogueSchema.parse({ ...known, parts: [{ ...part, files: [{ ...file, url }] }], profiles: [] })).toThrow();
});

const captioners = known.parts.filter(({ kind }) => kind === "captioner").map(({ id }) => ({ id, parts: ["clip-b32", id] }));

describe.each([...known.profiles.filter(({ parts }) => parts.length > 0), ...captioners])("the pack of $id", ({ id, parts: ids }) => {
  test("is one that the models can read", () => {
    const parts = known.parts.filter((part) => ids.includes(part.id));
    const files = parts.flatMap(({ files, make }) => [...files.map(({ name }) => name), ...make.map(({ to }) => to)]);
    const entry = { bytes: 1, sha256: "0".repeat(64) };
    const weights = { alpha: 0.6, beta: 0.4, gamma: 0.2 };
    const head = {
      format: 1,
      id,
      version: "1",
      title: id,
      licence: "x",
      commercialUse: "no",
      weights: { semantic: weights, visual: weights },
    };
    const manifest = Object.assign({}, ...parts.map((part) => part.manifest), head, {
      files: Object.fromEntries(files.map((name) => [name, entry])),
    });
    expect(() => manifestSchema.parse(manifest)).not.toThrow();
  });
});
