/** Protocol buffers, as much as it takes to change a few fields of a large message and keep all others byte for byte. */
import { AppError } from "../../../contract/errors.ts";

export interface Field {
  number: number;
  /** Of a number: its value. Fields of 4 or 8 bytes are kept as bytes. */
  value: bigint | Uint8Array;
  /** The field as it stands in the message */
  bytes: Uint8Array;
}

/** The fields of a message, in their order. Throws pack-damaged for what is none. */
export function readFields(message: Uint8Array): Field[] {
  const fields: Field[] = [];
  for (let at = 0; at < message.length; ) {
    const start = at;
    const [tag, afterTag] = readNumber(message, at);
    const [value, end] = readValue(message, afterTag, Number(tag & 7n));
    fields.push({ number: Number(tag >> 3n), value, bytes: message.subarray(start, end) });
    at = end;
  }
  return fields;
}

function readValue(message: Uint8Array, at: number, kind: number): [bigint | Uint8Array, number] {
  if (kind === 0) return readNumber(message, at);
  if (kind === 1) return slice(message, at, 8);
  if (kind === 5) return slice(message, at, 4);
  if (kind !== 2) throw unreadable();
  const [length, start] = readNumber(message, at);
  return slice(message, start, Number(length));
}

function slice(message: Uint8Array, at: number, length: number): [Uint8Array, number] {
  if (at + length > message.length) throw unreadable();
  return [message.subarray(at, at + length), at + length];
}

function readNumber(message: Uint8Array, from: number): [bigint, number] {
  let value = 0n;
  for (let at = from; at < from + 10; at++) {
    const byte = message[at];
    if (byte === undefined) break;
    value |= BigInt(byte & 127) << BigInt(7 * (at - from));
    if (byte < 128) return [value, at + 1];
  }
  throw unreadable();
}

function unreadable(): AppError {
  return new AppError("pack-damaged", "The model file is not what it should be: it cannot be read as ONNX.", "Get it again.");
}

/** A message out of parts, which are not copied until they are written. */
export type Message = readonly Uint8Array[];

function sizeOfMessage(message: Message): number {
  return message.reduce((sum, { length }) => sum + length, 0);
}

export function numberField(number: number, value: number | bigint): Uint8Array {
  return Uint8Array.from([...writeNumber(BigInt(number) << 3n), ...writeNumber(BigInt.asUintN(64, BigInt(value)))]);
}

export function textField(number: number, text: string): Message {
  return messageField(number, [new TextEncoder().encode(text)]);
}

export function messageField(number: number, content: Message): Message {
  const head = [...writeNumber((BigInt(number) << 3n) | 2n), ...writeNumber(BigInt(sizeOfMessage(content)))];
  return [Uint8Array.from(head), ...content];
}

function writeNumber(value: bigint): number[] {
  const bytes: number[] = [];
  for (let rest = value; ; rest >>= 7n) {
    if (rest < 128n) return [...bytes, Number(rest)];
    bytes.push(Number(rest & 127n) | 128);
  }
}
