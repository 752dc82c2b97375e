/**
 * Ends this process when its parent is gone, even while a decoder keeps the main thread busy for ever:
 * a hostile file must not leave a process behind that nobody can see. A thread of its own looks every second.
 */
import { Worker } from "node:worker_threads";

const watch = `
const parent = process.ppid;
setInterval(() => {
  if (process.ppid !== parent) process.kill(process.pid, "SIGKILL");
}, 1000);
`;

export function guardAgainstOrphanhood(): void {
  new Worker(watch, { eval: true, resourceLimits: { maxOldGenerationSizeMb: 8 } }).unref();
}
