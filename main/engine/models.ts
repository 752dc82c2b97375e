/**
 * The inference process as the engine sees it: always there. It is started at once, loads the pack, and is started again when
 * it dies; only the calls that it had in hand then fail.
 */
import { isDeepStrictEqual } from "node:util";
import type { ProviderReport } from "../../contract/devices.ts";
import { AppError, toWireError } from "../../contract/errors.ts";
import { type ModelApi, type ModelInfo, modelApi } from "../../contract/models.ts";
import { connect } from "../../contract/rpc.ts";
import type { ModelStatus } from "../../contract/types.ts";
import type { Child, StartChild } from "./child.ts";

/** Starts after a crash without a success between, before it gives up. */
const mostRestarts = 3;

type LoadRequest = Parameters<ModelApi["load"]>[0];
export type ModelPlace = Required<Pick<LoadRequest, "device" | "threads">>;

export interface ModelsOptions {
  start: StartChild;
  load: LoadRequest;
  onChange?: (status: ModelStatus) => void;
  /** For the list of incidents */
  onCrash?: (incident: AppError) => void;
}

export interface Models {
  /**
   * Calls wait until the pack is loaded. One that was in hand when the process died fails with model-crashed, later ones go
   * to the next process; after too many crashes in a row all fail with model-gave-up, after a refused pack with its error.
   * `load` gives what was loaded.
   */
  api: ModelApi;
  status(): ModelStatus;
  /** What is loaded; undefined before it is. */
  info(): ModelInfo | undefined;
  /** Which pack runs where */
  place(): Pick<LoadRequest, "packFolder" | "device" | "deviceNotes" | "threads">;
  /** A device that is tried in another process; undefined: none any more. */
  setTrying(device: string | undefined): void;
  /** What is known of devices now; the one in use stays. */
  setTried(known: Pick<ProviderReport, "tried" | "untried">): void;
  /** Loads the pack anew, for what is known of devices now or for another place. Calls in hand are asked again. */
  reopen(place?: ModelPlace): void;
  /** Tries again after it gave up; does nothing otherwise. */
  retry(): void;
  close(): void;
}

interface Running {
  /** See `reopen` */
  generation: number;
  child: Child;
  client: ModelApi;
  info: ModelInfo;
}

export function createModels({ start, load: wanted, onChange, onCrash }: ModelsOptions): Models {
  let load = wanted;
  let status: ModelStatus = { state: "loading", pack: null, provider: null, llm: null, error: null, restarts: 0, asked: {} };
  let loaded: ModelInfo | undefined;
  let child: Child | undefined;
  let crashesInARow = 0;
  let llmOnCpu = false;
  let closed = false;
  let generation = 0;
  let running = bringUp();

  function change(part: Partial<ModelStatus>): void {
    status = { ...status, ...part };
    onChange?.(status);
  }

  /** A loaded process to come; `dead` is the one before it. */
  function bringUp(dead?: Child): Promise<Running> {
    const mine = generation;
    const coming = startUntilLoaded(dead);
    coming.catch((error: unknown) => {
      if (!closed && mine === generation) change({ state: "failed", error: toWireError(error) });
    });
    return coming;
  }

  async function startUntilLoaded(dead?: Child): Promise<Running> {
    const mine = generation;
    if (dead) await countCrash(dead);
    while (crashesInARow <= mostRestarts && mine === generation) {
      const started = await startOne();
      if (started) return started;
    }
    throw new AppError(
      "model-gave-up",
      `The model process ended ${crashesInARow} times in a row; it is not started again.`,
      "Resume to try again. If it happens again, choose another device or pack.",
    );
  }

  /** A process with the pack loaded, or nothing if it died over it. */
  async function startOne(): Promise<Running | undefined> {
    const mine = generation;
    const starting = start("inference");
    child = starting;
    const client = connect(modelApi, starting.port);
    try {
      const info = await client.load({ ...load, llmOnCpu, crashes: crashesInARow });
      starting.port.onClose(() => {
        if (!closed && mine === generation) running = bringUp(starting);
      });
      loaded = info;
      const llm = info.llm && { title: info.llm.title, report: null, problem: null };
      change({ state: "ready", pack: info.pack, provider: info.provider, llm, error: null });
      return { generation: mine, child: starting, client, info };
    } catch (error) {
      if (closed || mine !== generation || !isClosed(error)) {
        starting.kill();
        throw error;
      }
      await countCrash(starting);
      return undefined;
    }
  }

  async function countCrash(dead: Child): Promise<void> {
    crashesInARow++;
    dead.kill();
    const how = await dead.exited;
    const incident = new AppError("model-crashed", `The model process ended unexpectedly (${how}).`, "", { data: { detail: how } });
    onCrash?.(incident);
    if (crashesInARow <= mostRestarts) change({ state: "loading", error: toWireError(incident), restarts: status.restarts + 1 });
  }

  /** A process that was replaced before it was ready is none to wait for. */
  async function latest(): Promise<Running> {
    const mine = generation;
    return await running.catch((error: unknown) => {
      if (mine !== generation) return latest();
      throw error;
    });
  }

  /** What edits does so by the language model, whose graphics card is left alone once the process died over one. */
  async function ask<T>(name: keyof ModelApi, call: (client: ModelApi) => Promise<T>): Promise<T> {
    status = { ...status, asked: { ...status.asked, [name]: (status.asked[name] ?? 0) + 1 } };
    const used = await latest();
    try {
      const answer = await call(used.client);
      crashesInARow = 0;
      return answer;
    } catch (error) {
      if (closed || !isClosed(error)) throw error;
      if (used.generation !== generation) return await ask(name, call);
      llmOnCpu ||= name === "editCaptions" || name === "prepareEdits";
      const how = await used.child.exited;
      throw new AppError("model-crashed", `The model process ended while it worked (${how}).`, "It is started again by itself.", {
        data: { detail: how },
      });
    }
  }

  function reopen(place?: ModelPlace): void {
    const replaced = child;
    load = { ...load, ...place };
    generation++;
    crashesInARow = 0;
    change({ state: "loading", error: null });
    running = bringUp();
    replaced?.kill();
  }

  /**
   * [Note: one batch in the pipe] Messages to a busy process arrive in the order in which they were sent, and only between
   * two of its runs. With a second batch's megabytes on the way, a query's words would stand behind them in the pipe.
   * Slots are a few numbers and may wait there.
   */
  let batchInHand: Promise<unknown> = Promise.resolve();
  function afterTheLast<T>(job: () => Promise<T>): Promise<T> {
    const result = batchInHand.then(job);
    batchInHand = result.catch(() => {});
    return result;
  }

  return {
    api: {
      load: async () => (await latest()).info,
      encodeImages: (input, options) => {
        const encode = () => ask("encodeImages", (client) => client.encodeImages(input, options));
        return input.soon || Array.isArray(input.pixels) ? encode() : afterTheLast(encode);
      },
      captionImages: (input, options) => {
        const caption = () => ask("captionImages", (client) => client.captionImages(input, options));
        return input.soon ? caption() : afterTheLast(caption);
      },
      encodeTexts: (input, options) => ask("encodeTexts", (client) => client.encodeTexts(input, options)),
      pseudoTokens: (input, options) => ask("pseudoTokens", (client) => client.pseudoTokens(input, options)),
      editCaptions: (input, options) => ask("editCaptions", (client) => client.editCaptions(input, options)),
      prepareEdits: async (input, options) => {
        const answer = await ask("prepareEdits", (client) => client.prepareEdits(input, options));
        if (!isDeepStrictEqual(status.llm, answer.llm)) change(answer);
        return answer;
      },
      benchmarkImages: (input, options) => ask("benchmarkImages", (client) => client.benchmarkImages(input, options)),
    },
    status: () => status,
    info: () => loaded,
    place: () => ({ packFolder: load.packFolder, device: load.device, deviceNotes: load.deviceNotes, threads: load.threads }),
    setTrying: (trying) => change({ trying }),
    setTried: (known) => status.provider && change({ provider: { ...status.provider, ...known } }),
    reopen,
    retry: () => {
      if (status.state !== "failed" || closed) return;
      crashesInARow = 0;
      change({ state: "loading", error: null });
      running = bringUp();
    },
    close: () => {
      closed = true;
      child?.kill();
    },
  };
}

function isClosed(error: unknown): boolean {
  return error instanceof AppError && error.code === "closed";
}
