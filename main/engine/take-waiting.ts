/** A stage's queue: what waits in the library and is not in hand already. */

export interface WaitingQueue<Item> {
  /** At most so many, the first to be worked on first */
  read(limit: number): Item[];
  /** How many are asked for at once, since sorting the queue takes time */
  portion: number;
  isTaken(photo: number): boolean;
  /** Every photo that is taken is added. */
  handled: Set<number>;
  signal: AbortSignal;
}

/** Gives the next one at each call; undefined when there is none at the moment. */
export function takeWaiting<Item extends { photo: number }>(queue: WaitingQueue<Item>): () => Item | undefined {
  let portion: Item[] = [];
  return () => {
    if (queue.signal.aborted) return undefined;
    if (portion.length === 0) portion = queue.read(queue.portion).filter(({ photo }) => !queue.isTaken(photo));
    const next = portion.shift();
    if (next) queue.handled.add(next.photo);
    return next;
  };
}
