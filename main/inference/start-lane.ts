/** Threads for the image encoder. They do not keep the process alive. */
import { MessageChannel, Worker } from "node:worker_threads";
import { threadPort } from "../../contract/ports.ts";
import { connect } from "../../contract/rpc.ts";
import { type Lane, laneApi } from "./lane.ts";

export interface RunningLane {
  lane: Lane;
  /** Frees its memory; calls in hand fail with "closed". */
  close(): Promise<void>;
}
export type StartLane = () => RunningLane;

/** `entry`: the built lane-thread.js. */
export function laneThreads(entry: string): StartLane {
  return () => {
    const { port1, port2 } = new MessageChannel();
    const worker = new Worker(entry, { workerData: port2, transferList: [port2] });
    const lane = connect(laneApi, threadPort(port1));
    worker.unref();
    port1.unref();
    return {
      lane,
      close: async () => {
        await worker.terminate();
        port1.close();
      },
    };
  };
}
