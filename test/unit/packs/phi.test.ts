/** Networks phi out of PyTorch's files, without Python and without running anything that is in them. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { InferenceSession, Tensor } from "onnxruntime-node";
import { describe, expect, test } from "vitest";
import { phiGraph } from "../../../main/packs/onnx/phi.ts";
import { readTorchFile } from "../../../main/packs/torch-file.ts";
import { temporaryFolder } from "../../helpers/folders.ts";
import { floatsOf, greatestDifference, tinyFile, tinyReference } from "../../helpers/tiny-hub.ts";

const reference = tinyReference<Record<string, string>>("phi");
const embeddings = floatsOf(reference.embeddings ?? "");

test.each(["SEARLE_ViT-B32.pt", "pic2word_large.pt"])("%s gives PyTorch's tokens", async (name) => {
  const session = await InferenceSession.create(Buffer.concat(phiGraph(await readTorchFile(tinyFile("phi", name)))));
  const { token } = await session.run({ embedding: new Tensor("float32", embeddings, [3, 32]) });
  expect(greatestDifference(token?.data as Float32Array, floatsOf(reference[name] ?? ""))).toBeLessThan(1e-4);
});

describe("refused is", () => {
  test("a file that would run a command when unpickled; nothing is run", async () => {
    await expect(readTorchFile(tinyFile("phi", "hostile.pt"))).rejects.toMatchObject({
      code: "pack-damaged",
      what: 'The PyTorch file is refused: it asks for "posix system", which no list of tensors needs.',
    });
    expect(existsSync("/tmp/owned")).toBe(false);
  });

  test("a file with numbers of another kind", async () => {
    await expect(readTorchFile(tinyFile("phi", "double.pt"))).rejects.toThrow(/DoubleStorage/);
  });

  test("a file that is cut short, or none", async () => {
    const file = join(temporaryFolder(), "cut.pt");
    const whole = readFileSync(tinyFile("phi", "SEARLE_ViT-B32.pt"));
    for (const content of [whole.subarray(0, 50_000), Buffer.from("<html>"), Buffer.alloc(0)]) {
      writeFileSync(file, content);
      await expect(readTorchFile(file)).rejects.toMatchObject({ code: "pack-damaged" });
    }
  });

  test("a file of any changed byte, or it is read as it should be", async () => {
    const file = join(temporaryFolder(), "changed.pt");
    const whole = readFileSync(tinyFile("phi", "pic2word_large.pt"));
    for (let at = 0; at < whole.length; at += 37) {
      const changed = Buffer.from(whole);
      changed[at] = (changed[at] ?? 0) ^ 0x55;
      writeFileSync(file, changed);
      const error = await readTorchFile(file)
        .then(phiGraph)
        .catch((error: unknown) => error);
      if (error instanceof Error) expect(error).toMatchObject({ code: "pack-damaged" });
    }
  });

  test("a network for another encoder", async () => {
    const tensors = await readTorchFile(tinyFile("phi", "SEARLE_ViT-B32.pt"));
    expect(() => phiGraph(tensors, 768)).toThrow(/it makes 32 numbers of 32, and its encoder has 768/);
    expect(() => phiGraph(tensors, 32)).not.toThrow();
  });

  test("a network whose layers do not fit", async () => {
    const tensors = await readTorchFile(tinyFile("phi", "SEARLE_ViT-B32.pt"));
    tensors.delete("Phi.layers.3.weight");
    expect(() => phiGraph(tensors)).toThrow(/layers do not fit|not 3/);
  });
});
