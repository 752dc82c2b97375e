/** Entry of a lane's thread; what it is given is its end of a channel. */
import { type MessagePort, workerData } from "node:worker_threads";
import { threadPort } from "../../contract/ports.ts";
import { serve } from "../../contract/rpc.ts";
import { createLane, laneApi } from "./lane.ts";

const port: MessagePort = workerData;
serve(laneApi, createLane(), threadPort(port));
