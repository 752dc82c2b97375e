/** ONNX: the fields of its messages that are read and written here (onnx.proto). */
import { type Field, type Message, messageField, numberField, readFields, textField } from "./protobuf.ts";

export const model = { irVersion: 1, graph: 7, opset: 8, metadata: 14 } as const;
export const graph = { node: 1, name: 2, initializer: 5, input: 11, output: 12 } as const;
export const elementType = { float: 1, int64: 7, float16: 10 } as const;

export interface Node {
  op: string;
  inputs: string[];
  outputs: string[];
  /** The integer attribute of this name */
  integer(name: string): number | undefined;
}

export function readNode(message: Uint8Array): Node {
  const fields = readFields(message);
  return {
    op: text(fields, 4),
    inputs: texts(fields, 1),
    outputs: texts(fields, 2),
    integer: (name) => {
      const attribute = bytesOf(fields, 5)
        .map(readFields)
        .find((attribute) => text(attribute, 1) === name);
      return attribute && number(attribute, 3);
    },
  };
}

export interface TensorHeader {
  name: string;
  type: number;
  dims: number[];
}

export function readTensorHeader(message: Uint8Array): TensorHeader {
  const fields = readFields(message);
  return { name: text(fields, 8), type: number(fields, 2) ?? 0, dims: numbers(fields, 1) };
}

/** The version of the standard operators that a model uses */
export function opsetOf(fields: readonly Field[]): number {
  const sets = bytesOf(fields, model.opset).map(readFields);
  return number(sets.find((set) => ["", "ai.onnx"].includes(text(set, 1))) ?? [], 2) ?? 0;
}

export function nameOfValue(message: Uint8Array): string {
  return text(readFields(message), 1);
}

export function bytesOf(fields: readonly Field[], number: number): Uint8Array[] {
  return fields.flatMap((field) => (field.number === number && field.value instanceof Uint8Array ? [field.value] : []));
}

function texts(fields: readonly Field[], number: number): string[] {
  return bytesOf(fields, number).map((bytes) => new TextDecoder().decode(bytes));
}

function text(fields: readonly Field[], number: number): string {
  return texts(fields, number)[0] ?? "";
}

function number(fields: readonly Field[], number: number): number | undefined {
  const value = fields.find((field) => field.number === number)?.value;
  return typeof value === "bigint" ? Number(BigInt.asIntN(64, value)) : undefined;
}

/** Repeated numbers stand one by one or packed into one field. */
function numbers(fields: readonly Field[], number: number): number[] {
  const found = fields.filter((field) => field.number === number);
  return found.flatMap(({ value }) => (typeof value === "bigint" ? [Number(value)] : unpack(value)));
}

function unpack(bytes: Uint8Array): number[] {
  const values: number[] = [];
  let value = 0;
  let unit = 1;
  for (const byte of bytes) {
    value += (byte & 127) * unit;
    unit *= 128;
    if (byte >= 128) continue;
    values.push(value);
    [value, unit] = [0, 1];
  }
  return values;
}

type Attributes = Record<string, number>;

/** A node, as a field of a graph; attributes are integers. Its own name is none of a value: hubs have nodes called as what they give. */
export function nodeField(op: string, inputs: readonly string[], output: string, attributes: Attributes = {}): Message {
  return messageField(graph.node, [
    ...inputs.flatMap((input) => textField(1, input)),
    ...textField(2, output),
    ...textField(3, `${output}/made`),
    ...textField(4, op),
    ...Object.entries(attributes).flatMap(([name, value]) =>
      messageField(5, [...textField(1, name), numberField(3, value), numberField(20, 2)]),
    ),
  ]);
}

/** The same with one attribute that is a list of integers. */
export function nodeWithList(op: string, inputs: readonly string[], output: string, name: string, values: readonly number[]): Message {
  const list = [...textField(1, name), ...values.map((value) => numberField(8, value)), numberField(20, 7)];
  return messageField(graph.node, [
    ...inputs.flatMap((input) => textField(1, input)),
    ...textField(2, output),
    ...textField(3, `${output}/made`),
    ...textField(4, op),
    ...messageField(5, list),
  ]);
}

/** Numbers that belong to a graph. raw: little-endian. */
export function initializerField(name: string, type: number, dims: readonly number[], raw: Uint8Array): Message {
  return messageField(graph.initializer, [
    ...dims.map((size) => numberField(1, size)),
    numberField(2, type),
    ...textField(8, name),
    ...messageField(9, [raw]),
  ]);
}

/** An input or output of a graph; a text among `dims` names a size that is open. */
export function valueField(field: number, name: string, type: number, dims: readonly (number | string)[]): Message {
  const sizes = dims.flatMap((size) => messageField(1, typeof size === "number" ? [numberField(1, size)] : textField(2, size)));
  const tensor = [numberField(1, type), ...messageField(2, sizes)];
  return messageField(field, [...textField(1, name), ...messageField(2, messageField(1, tensor))]);
}

export function metadataField(key: string, value: string): Message {
  return messageField(model.metadata, [...textField(1, key), ...textField(2, value)]);
}
