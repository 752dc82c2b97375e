import { MessageChannel, type MessagePort } from "node:worker_threads";
import { afterEach, expect, test } from "vitest";
import { z } from "zod";
import { AppError } from "../../../contract/errors.ts";
import { messagePort } from "../../../contract/ports.ts";
import { call, connect, type Handlers, serve, stream } from "../../../contract/rpc.ts";

const api = {
  double: call(z.object({ value: z.number().max(1000).default(1) }), z.object({ doubled: z.number() })),
  echo: call(z.object({ bytes: z.instanceof(Uint8Array), numbers: z.instanceof(Float32Array) }), z.any()),
  fail: call(z.object({ kind: z.enum(["known", "unknown"]) }), z.any()),
  forever: call(z.object({}), z.any()),
  count: stream(z.object({ to: z.number() }), z.number()),
};

/** What a test wants to know of the server. */
const seen = { aborted: 0, streamsEnded: 0 };

const handlers: Handlers<typeof api> = {
  double: async ({ value }) => ({ doubled: 2 * value }),
  echo: async (input) => input,
  fail: async ({ kind }) => {
    if (kind === "unknown") throw new TypeError("x is not a function");
    throw new AppError("photo-unknown", "There is no photo 7.", "Rescan.");
  },
  forever: (_, { signal } = {}) =>
    new Promise((_, reject) =>
      signal?.addEventListener("abort", () => {
        seen.aborted++;
        reject(signal.reason);
      }),
    ),
  count: async function* ({ to }) {
    try {
      for (let i = 0; i < to; i++) {
        yield i;
        await new Promise(setImmediate);
      }
    } finally {
      seen.streamsEnded++;
    }
  },
};

let channels: MessageChannel[] = [];
afterEach(() => {
  for (const { port1 } of channels) port1.close();
  channels = [];
  Object.assign(seen, { aborted: 0, streamsEnded: 0 });
});

/** Node's types of its MessagePort, which is the web's, leave out what its events carry. */
function portOf(end: MessagePort) {
  return messagePort(end as unknown as Parameters<typeof messagePort>[0]);
}

function open() {
  const channel = new MessageChannel();
  channels.push(channel);
  serve(api, handlers, portOf(channel.port1));
  return { client: connect(api, portOf(channel.port2)), channel };
}

test("a call is answered, what is left out has its default, and answers find their own question", async () => {
  const { client } = open();
  expect(await client.double({})).toEqual({ doubled: 2 });
  const answers = await Promise.all([1, 2, 3, 4].map((value) => client.double({ value })));
  expect(answers.map(({ doubled }) => doubled)).toEqual([2, 4, 6, 8]);
});

test("bytes and numbers stay typed arrays, also when they are a part of a larger buffer", async () => {
  const { client } = open();
  const bytes = Uint8Array.of(9, 1, 2, 255).subarray(1);
  const numbers = Float32Array.of(9, 0.1, -1e-30, Number.POSITIVE_INFINITY).subarray(1);
  expect(await client.echo({ bytes, numbers })).toEqual({ bytes, numbers });
});

test("an error keeps its code, what and hint; one that nobody planned is internal", async () => {
  const { client } = open();
  await expect(client.fail({ kind: "known" })).rejects.toMatchObject({
    name: "AppError",
    code: "photo-unknown",
    what: "There is no photo 7.",
    hint: "Rescan.",
  });
  await expect(client.fail({ kind: "unknown" })).rejects.toMatchObject({ code: "internal", what: "x is not a function" });
});

test("input that does not fit the schema never reaches a handler", async () => {
  const { client } = open();
  await expect(client.double({ value: 1001 })).rejects.toMatchObject({ code: "bad-request", hint: expect.stringContaining("value") });
});

test("calls that are not in the table are refused, also the names that every object has", async () => {
  const channel = new MessageChannel();
  channels.push(channel);
  serve(api, handlers, portOf(channel.port1));
  const other = connect({ toString: call(z.any(), z.any()), nothing: call(z.any(), z.any()) }, portOf(channel.port2));
  await expect(other.nothing({})).rejects.toMatchObject({ code: "bad-request" });
  await expect(other.toString({})).rejects.toMatchObject({ code: "bad-request" });
});

test("what is no request is dropped, and the next one is answered", async () => {
  const { client, channel } = open();
  for (const message of [null, 7, "request", {}, { type: "request", id: "x" }, { type: "abort", id: 99 }])
    channel.port2.postMessage(message);
  expect(await client.double({ value: 5 })).toEqual({ doubled: 10 });
});

test("a stream gives its items in order and ends", async () => {
  const { client } = open();
  const items: number[] = [];
  for await (const item of client.count({ to: 5 })) items.push(item);
  expect(items).toEqual([0, 1, 2, 3, 4]);
});

test("leaving a stream stops it at its source", async () => {
  const { client } = open();
  for await (const item of client.count({ to: 1e9 })) if (item === 3) break;
  await expect.poll(() => seen.streamsEnded).toBe(1);
});

test("an aborted call fails at once, and its handler hears of it", async () => {
  const { client } = open();
  const controller = new AbortController();
  const waiting = client.forever({}, { signal: controller.signal });
  await client.double({});
  controller.abort();
  await expect(waiting).rejects.toMatchObject({ code: "aborted" });
  await client.double({});
  expect(seen.aborted).toBe(1);
  await expect(client.double({}, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: "aborted" });
});

test("when the channel closes, what waits fails with closed, what comes later too, and the server stops its work", async () => {
  const { client, channel } = open();
  const waiting = client.forever({});
  await client.double({});
  channel.port1.close();
  await expect(waiting).rejects.toMatchObject({ code: "closed" });
  await expect(client.double({})).rejects.toMatchObject({ code: "closed" });
  expect(seen.aborted).toBe(1);
});
