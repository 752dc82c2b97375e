/** Entry of the inference process. It ends by itself: once its parent is gone, nothing is left to wait for. */
import { join } from "node:path";
import { modelApi } from "../../contract/models.ts";
import { helperPort } from "../../contract/ports.ts";
import { serve } from "../../contract/rpc.ts";
import { createHandlers } from "./handlers.ts";
import { laneThreads } from "./start-lane.ts";

serve(modelApi, createHandlers(laneThreads(join(import.meta.dirname, "lane-thread.js"))), await helperPort(process));
