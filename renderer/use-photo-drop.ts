/** An element that takes photos of the grid. */
import { type DragEvent, useState } from "react";
import { carry } from "./actions/view.ts";
import { isOwn, ownPhotos } from "./transfer.ts";

interface PhotoDrop {
  /** Photos are held over it */
  over: boolean;
  takes: { onDragOver: (event: DragEvent) => void; onDragLeave: () => void; onDrop: (event: DragEvent) => void };
}

export function usePhotoDrop(take: (photos: number[]) => void): PhotoDrop {
  const [over, setOver] = useState(false);
  const onDragOver = (event: DragEvent) => {
    if (!isOwn(event.dataTransfer)) return;
    event.preventDefault();
    event.stopPropagation();
    carry("elsewhere");
    setOver(true);
  };
  const onDrop = (event: DragEvent) => {
    setOver(false);
    const photos = ownPhotos(event.dataTransfer);
    if (!photos) return;
    event.preventDefault();
    event.stopPropagation();
    carry(null);
    take(photos);
  };
  return { over, takes: { onDragOver, onDragLeave: () => setOver(false), onDrop } };
}
