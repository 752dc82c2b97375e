/**
 * The only wire code. An API is a table of calls and streams with zod schemas; `serve` answers it on a port,
 * `connect` makes a client of it. A client has the shape of a server's handlers, so a host forwards an
 * API by serving a client.
 *
 * [Note: binary data] Messages are structured: pixels, thumbnails and vectors stay typed arrays from end to
 * end. Ports take care of it (structured clone between processes, MessagePack over a WebSocket).
 */
import { z } from "zod";
import { AppError, fromWireError, toWireError, type WireError } from "./errors.ts";

/** One end of a two-way channel. `onClose` fires once, also when the other end died. */
export interface Port {
  post(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  onClose(listener: () => void): void;
  close(): void;
}

export interface CallSpec<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  kind: "call";
  input: I;
  output: O;
}
export interface StreamSpec<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  kind: "stream";
  input: I;
  output: O;
}
export type Api = Record<string, CallSpec | StreamSpec>;

/** A request that is answered once. */
export function call<I extends z.ZodType, O extends z.ZodType>(input: I, output: O): CallSpec<I, O> {
  return { kind: "call", input, output };
}
/** A request that is answered by any number of items and an end. */
export function stream<I extends z.ZodType, O extends z.ZodType>(input: I, output: O): StreamSpec<I, O> {
  return { kind: "stream", input, output };
}

export interface CallOptions {
  signal?: AbortSignal;
}
type Method<S, In> =
  S extends CallSpec<z.ZodType, infer O>
    ? (input: In, options?: CallOptions) => Promise<z.output<O>>
    : S extends StreamSpec<z.ZodType, infer O>
      ? (input: In, options?: CallOptions) => AsyncIterable<z.output<O>>
      : never;

/** What `connect` returns: one function a call; inputs may leave out what has a default. */
export type Client<A extends Api> = { [K in keyof A]: Method<A[K], z.input<A[K]["input"]>> };
/** What `serve` needs: one function a call; inputs are parsed, defaults filled in. */
export type Handlers<A extends Api> = { [K in keyof A]: Method<A[K], z.output<A[K]["input"]>> };

/** `result` answers a call, `item` and `end` a stream, `error` both. */
type Reply =
  | { type: "result" | "item"; id: number; value: unknown }
  | { type: "end"; id: number }
  | { type: "error"; id: number; error: WireError };

const requestSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("request"), id: z.number().int(), method: z.string(), input: z.unknown() }),
  z.object({ type: z.literal("abort"), id: z.number().int() }),
]);

/** Answers every call of `api` that arrives on `port` until it closes; then aborts what is still running. */
export function serve<A extends Api>(api: A, handlers: Handlers<A>, port: Port): void {
  const running = new Map<number, AbortController>();
  port.onMessage((message) => {
    const request = requestSchema.safeParse(message);
    if (!request.success) return;
    if (request.data.type === "abort") running.get(request.data.id)?.abort();
    else void answer(request.data);
  });
  port.onClose(() => {
    for (const controller of running.values()) controller.abort();
  });

  async function answer({ id, method, input }: { id: number; method: string; input: unknown }): Promise<void> {
    const reply = (message: Reply) => port.post(message);
    const controller = new AbortController();
    running.set(id, controller);
    try {
      const spec = Object.hasOwn(api, method) ? api[method] : undefined;
      if (!spec) throw new AppError("bad-request", `There is no call "${method}".`);
      const parsed = parseInput(spec.input, input, method);
      const handler = handlers[method] as (input: unknown, options: CallOptions) => Promise<unknown> | AsyncIterable<unknown>;
      const result = handler(parsed, { signal: controller.signal });
      if (spec.kind === "call") {
        reply({ type: "result", id, value: await result });
      } else {
        for await (const value of result as AsyncIterable<unknown>) {
          if (controller.signal.aborted) break;
          reply({ type: "item", id, value });
        }
        reply({ type: "end", id });
      }
    } catch (error) {
      reply({ type: "error", id, error: toWireError(error) });
    } finally {
      running.delete(id);
    }
  }
}

function parseInput(schema: z.ZodType, input: unknown, method: string): unknown {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw new AppError("bad-request", `"${method}" was asked in a way that makes no sense.`, z.prettifyError(parsed.error));
}

/** Where the answers to one request go. */
interface Waiter {
  value(value: unknown): void;
  end(): void;
  error(error: AppError): void;
}

/** A client of the API that is served at the other end of `port`. Calls fail with "closed" once it is gone. */
export function connect<A extends Api>(api: A, port: Port): Client<A> {
  const waiting = new Map<number, Waiter>();
  let nextId = 1;
  let closed = false;

  port.onMessage((message) => {
    const reply = message as Reply;
    const waiter = waiting.get(reply.id);
    if (!waiter) return;
    if (reply.type !== "item") waiting.delete(reply.id);
    if (reply.type === "error") waiter.error(fromWireError(reply.error));
    else if (reply.type === "end") waiter.end();
    else waiter.value(reply.value);
  });
  port.onClose(() => {
    closed = true;
    for (const waiter of waiting.values()) waiter.error(new AppError("closed", "The connection was closed."));
    waiting.clear();
  });

  /** Sends a request; returns a function that takes it back, and does nothing once it was answered. */
  function send(method: string, input: unknown, waiter: Waiter): () => void {
    if (closed) throw new AppError("closed", "The connection is closed.");
    const id = nextId++;
    waiting.set(id, waiter);
    port.post({ type: "request", id, method, input });
    return () => {
      if (waiting.delete(id)) port.post({ type: "abort", id });
    };
  }

  const methods = Object.entries(api).map(([method, spec]) => {
    const answer = spec.kind === "call" ? once : items;
    return [method, (input: unknown, options?: CallOptions) => answer((waiter) => send(method, input, waiter), options?.signal)];
  });
  return Object.fromEntries(methods) as Client<A>;
}

type Start = (waiter: Waiter) => () => void;

async function once(start: Start, signal?: AbortSignal): Promise<unknown> {
  for await (const value of items(start, signal)) return value;
  return undefined;
}

/** The answers to one request, in order; leaving the loop early takes the request back. */
async function* items(start: Start, signal?: AbortSignal): AsyncGenerator<unknown> {
  const arrived: unknown[] = [];
  let finished = false;
  let failure: AppError | undefined;
  let wake = () => {};
  const fail = (error: AppError) => {
    failure = error;
    wake();
  };
  const onAbort = () => fail(new AppError("aborted", "Cancelled."));
  if (signal?.aborted) throw new AppError("aborted", "Cancelled.");
  signal?.addEventListener("abort", onAbort);
  const takeBack = start({
    value: (value) => {
      arrived.push(value);
      wake();
    },
    end: () => {
      finished = true;
      wake();
    },
    error: fail,
  });
  try {
    while (true) {
      while (arrived.length > 0) yield arrived.shift();
      if (failure) throw failure;
      if (finished) return;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  } finally {
    takeBack();
    signal?.removeEventListener("abort", onAbort);
  }
}
