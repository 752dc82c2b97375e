/**
 * Pseudo tokens (method.md, query step 2) in ONNX Runtime against PyTorch's figures for the same rounded weights
 * (`models/training/phi_reference.py`): the networks, the gradient of the loss, and the tokens that descent finds.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { openDescent } from "../../main/inference/inversion.ts";
import { type Pack, readPack } from "../../main/inference/pack.ts";
import { createPseudoTokens, phiOf } from "../../main/inference/pseudo-token.ts";
import { floats, integers, openSession } from "../../main/inference/sessions.ts";
import { hasStarterPack, noStarterPack, starterPack } from "../helpers/programs.ts";

const most = 1e-5;
const rows = z.array(z.array(z.number()));
const descentSchema = z.object({
  rate: z.number(),
  decay: z.number(),
  start: rows,
  gradient: rows,
  losses: z.array(z.number()),
  tokens: rows,
});
const reference = z
  .object({ embeddings: rows, tokens: z.record(z.string(), rows), descent: descentSchema })
  .parse(JSON.parse(readFileSync(join(import.meta.dirname, "starter-tokens.json"), "utf8")));
const embeddings = flat(reference.embeddings);
const count = reference.embeddings.length;
const atOnce = <T>(job: () => Promise<T>) => job();
/** "a photo of $" in WordPiece */
const template = integers(BigInt64Array.of(101n, 1037n, 6302n, 1997n, 1002n, 102n), [6]);

let pack: Pack;
beforeAll(async () => {
  if (hasStarterPack) pack = await readPack(starterPack);
});

function flat(values: number[][]): Float32Array {
  return Float32Array.from(values.flat());
}

function farthest(a: Float32Array, b: Float32Array): number {
  expect(a).toHaveLength(b.length);
  return a.reduce((largest, value, i) => Math.max(largest, Math.abs(value - (b[i] ?? Number.NaN))), 0);
}

test.for(["lincir", "pic2word", "searle"] as const)("phi (%s)", async (name, context) => {
  const expected = reference.tokens[name];
  if (!hasStarterPack || !expected || !pack.manifest.phi[name]) return context.skip(`the starter pack has no network "${name}"`);
  const tokens = await createPseudoTokens(pack, 1).encode(name, embeddings, atOnce);
  expect(farthest(tokens, flat(expected))).toBeLessThan(most);
});

test("the set encoder of PALAVRA", async (context) => {
  const expected = reference.tokens.palavra;
  const file = hasStarterPack && pack.manifest.phi.palavra;
  if (!file || !expected) return context.skip("the starter pack has no set encoder");
  const session = await openSession(pack.path(file), "cpu", 1);
  const tokens = await session.run({ embedding: floats(embeddings, [count, 384]) }, "token", count, 384);
  expect(farthest(tokens, flat(expected))).toBeLessThan(most);
});

test("the gradient of 1 - cos(f_t(a photo of $), f_v(photo)) by the token", async (context) => {
  if (!hasStarterPack || !pack.manifest.inversion) return context.skip(noStarterPack ?? "the starter pack has no gradients");
  const session = await openSession(pack.path(pack.manifest.inversion.gradient), "cpu", 1);
  const inputs = { token: floats(flat(reference.descent.start), [count, 384]), image: floats(embeddings, [count, 384]), template };
  const [, gradient] = await session.tensors(inputs, ["loss", "gradient"]);
  expect(farthest(gradient?.data ?? new Float32Array(0), flat(reference.descent.gradient))).toBeLessThan(most);
});

test("descent from one token: losses go down as PyTorch's do, and end at the same tokens", async (context) => {
  const { inversion } = hasStarterPack ? pack.manifest : {};
  if (!inversion) return context.skip(noStarterPack ?? "the starter pack has no gradients");
  const { rate, decay, start, losses, tokens } = reference.descent;
  const descend = await openDescent(pack, { ...inversion, rate, decay }, 1);
  const made = await descend(embeddings, flat(start), losses.length, atOnce);
  for (const [step, loss] of made.losses.entries()) expect(loss).toBeCloseTo(losses[step] ?? Number.NaN, 5);
  expect(farthest(made.tokens, flat(tokens))).toBeLessThan(most);
});

test("SEARLE-OTI and PALAVRA find tokens nearer to the photo than where they began, the same each time", async (context) => {
  const { inversion } = hasStarterPack ? pack.manifest : {};
  if (!inversion) return context.skip(noStarterPack ?? "the starter pack has no gradients");
  const session = await openSession(pack.path(inversion.gradient), "cpu", 1);
  const lossOf = async (token: Float32Array) => {
    const [loss] = await session.tensors({ token: floats(token, [count, 384]), image: floats(embeddings, [count, 384]), template }, [
      "loss",
    ]);
    return Math.max(...(loss?.data ?? []));
  };
  const pseudoTokens = createPseudoTokens(pack, 1);
  for (const name of phiOf(pack.manifest).filter((name) => name === "searle-oti" || name === "palavra")) {
    const tokens = await pseudoTokens.encode(name, embeddings, atOnce);
    expect(await lossOf(tokens)).toBeLessThan(name === "palavra" ? 0.4 : 0.5);
    expect(await pseudoTokens.encode(name, embeddings, atOnce)).toEqual(tokens);
  }
});
