/**
 * A text encoder of the hub reads token ids alone. Here it gets two more inputs: `pseudo_embeds`, a row of numbers for each
 * text, and `pseudo_pos`, the place in the text at which they stand instead of the token's own (-1: nowhere). A few nodes
 * behind the table of tokens do it; all else, the weights above all, stays byte for byte.
 */
import { AppError } from "../../../contract/errors.ts";
import {
  bytesOf,
  elementType,
  graph,
  initializerField,
  metadataField,
  model,
  type Node,
  nameOfValue,
  nodeField,
  nodeWithList,
  opsetOf,
  readNode,
  readTensorHeader,
  type TensorHeader,
  valueField,
} from "./graph.ts";
import { type Field, type Message, messageField, readFields, textField } from "./protobuf.ts";

/** Raised when the same file would be changed differently. */
const patchVersion = 2;

/** bytes: an ONNX file with an input `input_ids`; original: its sha256, which is noted in what is returned. Throws pack-damaged. */
export function addPseudoToken(bytes: Uint8Array, original: string): Message {
  const fields = readFields(bytes);
  return [
    ...fields.flatMap((field) =>
      field.number === model.graph && field.value instanceof Uint8Array
        ? messageField(model.graph, patchGraph(readFields(field.value), opsetOf(fields)))
        : [field.bytes],
    ),
    ...metadataField("recompose.pseudo_token", String(patchVersion)),
    ...metadataField("recompose.original_sha256", original),
  ];
}

/** A value of the graph: which, of what type, and which node gives it */
interface Place {
  name: string;
  type: number;
  width: number;
  node: number;
}

function patchGraph(fields: readonly Field[], opset: number): Message {
  const inputs = bytesOf(fields, graph.input).map(nameOfValue);
  if (inputs.includes("pseudo_embeds")) throw unfit("it has a pseudo token already");
  const nodes = bytesOf(fields, graph.node).map(readNode);
  const place = rowsOfTokens(nodes, bytesOf(fields, graph.initializer).map(readTensorHeader));
  let index = -1;
  return [
    ...fields.flatMap((field) => {
      if (field.number === graph.node) index++;
      if (field.number !== graph.node || index !== place.node || !(field.value instanceof Uint8Array)) return [field.bytes];
      index = Number.POSITIVE_INFINITY;
      return [...renamedOutput(field.value, place.name), ...replacement(place, opset)];
    }),
    ...constants(),
    ...valueField(graph.input, "pseudo_embeds", elementType.float, ["batch_size", place.width]),
    ...valueField(graph.input, "pseudo_pos", elementType.int64, ["batch_size"]),
  ];
}

/** Where the rows of the tokens are there in full: behind the table, and behind what undoes its quantisation. */
function rowsOfTokens(nodes: readonly Node[], tensors: readonly TensorHeader[]): Place {
  const giver = new Map(nodes.flatMap((node, index) => node.outputs.map((output) => [output, index] as const)));
  const tensor = new Map(tensors.map((header) => [header.name, header]));
  const source = (name: string, through: readonly string[]): string => {
    const node = nodes[giver.get(name) ?? -1];
    return node && through.includes(node.op) ? source(node.inputs[0] ?? "", through) : name;
  };
  const tables = nodes.flatMap((node, index) => {
    if (node.op !== "Gather" || source(node.inputs[1] ?? "", ["Reshape", "Cast", "Identity"]) !== "input_ids") return [];
    const table = tensor.get(source(node.inputs[0] ?? "", ["DequantizeLinear", "Cast", "Identity"]));
    return table?.dims.length === 2 ? [{ index, table }] : [];
  });
  const [found] = tables;
  if (!found || tables.length > 1) throw unfit("its table of tokens was not found");
  return followed(nodes, found.index, { type: typeOf(nodes[found.index]?.inputs[0] ?? "", nodes, giver, tensor), table: found.table });
}

/** On from the table as long as numbers are only put into another form. */
function followed(nodes: readonly Node[], start: number, { type, table }: { type: number; table: TensorHeader }): Place {
  const name = nodes[start]?.outputs[0] ?? "";
  const users = nodes.flatMap((node, index) => (node.inputs.includes(name) ? [{ node, index }] : []));
  const [next] = users;
  if (users.length === 1 && next?.node.op === "DequantizeLinear") return followed(nodes, next.index, { type: elementType.float, table });
  if (type === elementType.float || type === elementType.float16) return { name, type, width: table.dims[1] ?? 0, node: start };
  if (users.length === 1 && next?.node.op === "Cast")
    return followed(nodes, next.index, { type: next.node.integer("to") ?? elementType.float, table });
  throw unfit("the rows of its table of tokens have a form that is not known");
}

function typeOf(
  name: string,
  nodes: readonly Node[],
  giver: ReadonlyMap<string, number>,
  tensor: ReadonlyMap<string, TensorHeader>,
): number {
  const node = nodes[giver.get(name) ?? -1];
  if (!node) return tensor.get(name)?.type ?? 0;
  if (node.op === "DequantizeLinear") return tensor.get(node.inputs[1] ?? "")?.type ?? elementType.float;
  if (node.op === "Cast") return node.integer("to") ?? 0;
  return typeOf(node.inputs[0] ?? "", nodes, giver, tensor);
}

/** The node gives the tokens' own rows under another name; what used them gets the new ones. */
function renamedOutput(node: Uint8Array, name: string): Message {
  const fields = readFields(node).flatMap((field) =>
    field.number === 2 && new TextDecoder().decode(field.value as Uint8Array) === name ? textField(2, own(name)) : [field.bytes],
  );
  return messageField(graph.node, fields);
}

function own(name: string): string {
  return `${name}/own`;
}

const made = (name: string) => `recompose/${name}`;

function constants(): Message {
  const integers = (name: string, dims: number[], ...values: bigint[]) =>
    initializerField(made(name), elementType.int64, dims, new Uint8Array(BigInt64Array.from(values).buffer));
  return [...integers("zero", [], 0n), ...integers("one", [], 1n), ...integers("axis1", [1], 1n), ...integers("axis2", [1], 2n)];
}

/** rows = where(arange(length) == pseudo_pos, pseudo_embeds, rows) */
function replacement({ name, type }: Place, opset: number): Message {
  const isHalf = type === elementType.float16;
  return [
    ...nodeField("Shape", ["input_ids"], made("shape")),
    ...nodeField("Gather", [made("shape"), made("one")], made("length"), { axis: 0 }),
    ...nodeField("Range", [made("zero"), made("length"), made("one")], made("places")),
    ...unsqueeze("pseudo_pos", made("place"), 1, opset),
    ...nodeField("Equal", [made("place"), made("places")], made("is_place")),
    ...unsqueeze(made("is_place"), made("hit"), 2, opset),
    ...(isHalf ? nodeField("Cast", ["pseudo_embeds"], made("half"), { to: elementType.float16 }) : []),
    ...unsqueeze(isHalf ? made("half") : "pseudo_embeds", made("row"), 1, opset),
    ...nodeField("Where", [made("hit"), made("row"), own(name)], name),
  ];
}

/** From opset 13 on, axes are an input. */
function unsqueeze(input: string, output: string, axis: 1 | 2, opset: number): Message {
  return opset >= 13
    ? nodeField("Unsqueeze", [input, made(`axis${axis}`)], output)
    : nodeWithList("Unsqueeze", [input], output, "axes", [axis]);
}

function unfit(why: string): AppError {
  return new AppError("pack-damaged", `The text encoder cannot take a pseudo token: ${why}.`, "Choose another model.");
}
