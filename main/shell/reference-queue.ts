/** Pictures that are to be searched with, until there is a page that takes them. */
import type { Upload } from "../../contract/types.ts";

export interface ReferenceQueue {
  add(upload: Upload): void;
  /** The page takes them from now on; those that wait go first. */
  listen(): void;
  /** The page is gone, or loads anew. */
  wait(): void;
}

export function createReferenceQueue(send: (upload: Upload) => void): ReferenceQueue {
  const waiting: Upload[] = [];
  let listens = false;
  const deliver = () => {
    if (listens) for (const upload of waiting.splice(0)) send(upload);
  };
  return {
    add: (upload) => {
      waiting.push(upload);
      deliver();
    },
    listen: () => {
      listens = true;
      deliver();
    },
    wait: () => {
      listens = false;
    },
  };
}
