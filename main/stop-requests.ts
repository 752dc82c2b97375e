/** Hears when the program should end: Ctrl+C, a closed terminal, a kill, or npm gone. */
const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Calls `listener` at every request. */
export function onStopRequest(listener: () => void): void {
  for (const signal of signals) process.on(signal, listener);
  if (process.env.npm_lifecycle_event !== undefined) onOrphaned(listener);
}

/** npm runs scripts in a shell which ends at a signal without passing it on; nobody could reach the program then. */
function onOrphaned(listener: () => void): void {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    listener();
  }, 500);
  timer.unref();
}
