import { Check } from "lucide-react";
import { type DragEvent, type MouseEvent, memo, useState } from "react";
import type { Hit, Photo } from "../../contract/types.ts";
import { activate, chooseFor, focusOn } from "../actions/select.ts";
import { carry, openLoupe, openMenu } from "../actions/view.ts";
import { thumbnailOf } from "../api.ts";
import { dragOut } from "../drag-out.ts";
import { photoAt } from "../store.ts";
import { strings } from "../strings/index.ts";
import { photoType } from "../transfer.ts";
import { useApp } from "../use-app.ts";
import { Badges } from "./Badges.tsx";

interface CellProps {
  index: number;
  column: number;
  total: number;
  active: boolean;
}

export const Cell = memo(function Cell({ index, column, total, active }: CellProps) {
  const photo = useApp((state) => photoAt(state, index));
  const hit = useApp((state) => state.shown?.hits[index]);
  const selected = useApp((state) => photo !== undefined && state.selected.has(photo.id));
  const click = (event: MouseEvent) =>
    activate(index, { range: event.shiftKey, toggle: event.ctrlKey || event.metaKey || isOnCheck(event) });
  const menu = (event: MouseEvent<HTMLElement>) => {
    event.preventDefault();
    chooseFor(index);
    const { left, top } = event.currentTarget.getBoundingClientRect();
    const byKey = event.clientX === 0 && event.clientY === 0;
    openMenu(byKey ? left : event.clientX, byKey ? top : event.clientY);
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid has the keys
    // biome-ignore lint/a11y/useSemanticElements: rows and cells are placed by hand, which a table does not allow
    <div
      role="gridcell"
      className={classesOf(photo, hit)}
      tabIndex={active ? 0 : -1}
      aria-colindex={column + 1}
      aria-selected={selected || (active && photo !== undefined)}
      aria-label={photo ? strings.library.grid.cell(photo, inWords(photo, hit), index, total) : strings.library.grid.loading}
      title={photo?.name}
      data-testid="cell"
      data-photo={photo?.id}
      data-chosen={selected || undefined}
      draggable={photo !== undefined}
      onDragStart={(event) => drag(event, index, photo)}
      onFocus={() => focusOn(index)}
      onClick={click}
      onDoubleClick={(event) => !isOnCheck(event) && openLoupe()}
      onContextMenu={menu}
    >
      {photo && <Thumbnail key={`${photo.id} ${photo.hasThumbnail}`} photo={photo} />}
      {photo && (
        <span className="cell-check" aria-hidden data-testid="cell-check">
          <Check />
        </span>
      )}
      {photo && <Badges photo={photo} folded={hit?.folded ?? photo.copies} />}
    </div>
  );
});

/** A click on the check mark chooses one photo more, as one with Ctrl does. */
function isOnCheck({ target }: MouseEvent): boolean {
  return target instanceof Element && target.closest(".cell-check") !== null;
}

function classesOf(photo: Photo | undefined, hit: Hit | undefined): string {
  return ["cell", photo?.reachable === false && "away", hit?.band === "weak" && "weak", photo?.flag === "reject" && "rejected"]
    .filter(Boolean)
    .join(" ");
}

/** What badges and bands show, for those who do not see them. */
function inWords({ flag, label, hasRaw, copies, failed }: Photo, hit: Hit | undefined): string[] {
  const { grid } = strings.library;
  const folded = hit?.folded ?? copies;
  return [
    failed && grid.failed,
    hasRaw && grid.rawPair,
    folded > 1 && grid.copies(folded),
    flag && grid.flagged[flag],
    label && grid.label(label),
    hit && strings.results.bandMatch[hit.band],
  ].filter((part): part is string => typeof part === "string");
}

/** With what is chosen, if it is one of that: as files where they can leave the window, else inside the page as numbers. */
function drag(event: DragEvent, index: number, photo: Photo | undefined): void {
  const photos = chooseFor(index);
  if (photo?.reachable && dragOut(photos, photo.name)) {
    event.preventDefault();
    carry("elsewhere");
    return;
  }
  event.dataTransfer.setData(photoType, photos.join(" "));
  event.dataTransfer.effectAllowed = "copy";
}

function Thumbnail({ photo }: { photo: Photo }) {
  const [broken, setBroken] = useState(false);
  if (!photo.hasThumbnail || broken) return <span className="cell-name">{photo.name}</span>;
  return <img ref={stopWhenGone} src={thumbnailOf(photo.id)} alt="" decoding="async" draggable={false} onError={() => setBroken(true)} />;
}

/** A picture that is scrolled away before it came is not waited for any longer. One function for all: another one would be a farewell. */
function stopWhenGone(image: HTMLImageElement | null): () => void {
  return () => {
    if (image && !image.complete) image.removeAttribute("src");
  };
}
