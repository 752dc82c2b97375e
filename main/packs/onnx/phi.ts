/** A network phi out of its PyTorch file, as ONNX: `embedding` (photos x d) -> `token` (photos x t). */
import { AppError } from "../../../contract/errors.ts";
import type { TorchTensor } from "../torch-file.ts";
import { elementType, graph, initializerField, model, nodeField, valueField } from "./graph.ts";
import { type Message, messageField, numberField, textField } from "./protobuf.ts";

interface Layer {
  weight: TorchTensor;
  bias: TorchTensor;
}

/**
 * LinCIR, SEARLE and CVSI: three layers with GELU between, called "layers.N". Pic2Word: with ReLU, the last called "fc_out".
 * `width`: the d and t of the encoder that it is for, if known. Throws pack-damaged.
 */
export function phiGraph(tensors: ReadonlyMap<string, TorchTensor>, width?: number): Message {
  const layers = layersOf(tensors);
  const [first, last] = [layers[0], layers.at(-1)];
  if (!first || !last) throw unfit("it has no layers");
  const [from, to] = [first.weight.shape[1], last.weight.shape[0]];
  if (width !== undefined && (from !== width || to !== width))
    throw unfit(`it makes ${to} numbers of ${from}, and its encoder has ${width}`);
  const activation = [...tensors.keys()].some((name) => name.endsWith("fc_out.weight")) ? "Relu" : "Gelu";
  const content = [
    ...layers.flatMap((_, index) => nodesOf(index, layers.length, activation)),
    ...textField(graph.name, "phi"),
    ...layers.flatMap(({ weight, bias }, index) => [
      ...initializerField(`weight${index}`, elementType.float, weight.shape, bytesOf(weight)),
      ...initializerField(`bias${index}`, elementType.float, bias.shape, bytesOf(bias)),
    ]),
    ...valueField(graph.input, "embedding", elementType.float, ["batch", from ?? 0]),
    ...valueField(graph.output, "token", elementType.float, ["batch", to ?? 0]),
  ];
  return [
    numberField(model.irVersion, 9),
    ...textField(2, "recompose"),
    ...messageField(model.graph, content),
    ...messageField(model.opset, [...textField(1, ""), numberField(2, 20)]),
  ];
}

function nodesOf(index: number, count: number, activation: "Relu" | "Gelu"): Message {
  const input = index === 0 ? "embedding" : `hidden${index}`;
  const weights = [`weight${index}`, `bias${index}`];
  if (index === count - 1) return nodeField("Gemm", [input, ...weights], "token", { transB: 1 });
  return [
    ...nodeField("Gemm", [input, ...weights], `sum${index}`, { transB: 1 }),
    ...nodeField(activation, [`sum${index}`], `hidden${index + 1}`),
  ];
}

/** In the order of their names' numbers; each must take what the one before gives. */
function layersOf(tensors: ReadonlyMap<string, TorchTensor>): Layer[] {
  const names = [...tensors.keys()].filter((name) => name.endsWith(".weight")).map((name) => name.slice(0, -".weight".length));
  const sorted = names.toSorted((a, b) => placeOf(a) - placeOf(b));
  const layers = sorted.flatMap((name) => {
    const [weight, bias] = [tensors.get(`${name}.weight`), tensors.get(`${name}.bias`)];
    return weight && bias ? [{ weight, bias }] : [];
  });
  for (const [index, { weight, bias }] of layers.entries()) {
    const fits = weight.shape.length === 2 && bias.shape.length === 1 && bias.shape[0] === weight.shape[0];
    const before = layers[index - 1];
    if (!fits || (before && before.weight.shape[0] !== weight.shape[1])) throw unfit("its layers do not fit together");
  }
  if (layers.length !== 3) throw unfit(`it has ${layers.length} layers, not 3`);
  return layers;
}

/** "layers.3" -> 3, "layers.0.1" -> 0.1, "fc_out" -> the last */
function placeOf(name: string): number {
  if (name.endsWith("fc_out")) return Number.POSITIVE_INFINITY;
  return Number(/(\d+(?:\.\d+)?)$/.exec(name)?.[1] ?? 0);
}

function bytesOf({ data }: TorchTensor): Uint8Array {
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}

function unfit(why: string): AppError {
  return new AppError("pack-damaged", `The file holds no network phi: ${why}.`, "Choose another file.");
}
