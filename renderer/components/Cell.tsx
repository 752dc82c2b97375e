import { Star, Unplug } from "lucide-react";
import { type DragEvent, memo, useState } from "react";
import type { Photo } from "../../contract/types.ts";
import { activate, openLoupe } from "../actions/view.ts";
import { thumbnailOf } from "../api.ts";
import { photoAt } from "../store.ts";
import { strings } from "../strings/en.ts";
import { photoType } from "../transfer.ts";
import { useApp } from "../use-app.ts";

interface CellProps {
  index: number;
  column: number;
  total: number;
  active: boolean;
}

export const Cell = memo(function Cell({ index, column, total, active }: CellProps) {
  const photo = useApp((state) => photoAt(state, index));
  const drag = (event: DragEvent) => {
    if (photo) event.dataTransfer.setData(photoType, String(photo.id));
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: rows and cells are placed by hand, which a table does not allow
    <div
      role="gridcell"
      className={photo?.reachable === false ? "cell away" : "cell"}
      tabIndex={active ? 0 : -1}
      aria-colindex={column + 1}
      aria-label={photo ? strings.grid.cell(photo, index, total) : strings.grid.loading}
      title={photo?.name}
      data-testid="cell"
      data-photo={photo?.id}
      draggable={photo !== undefined}
      onDragStart={drag}
      onFocus={() => activate(index)}
      onDoubleClick={() => openLoupe(index)}
    >
      {photo && <Thumbnail key={`${photo.id} ${photo.hasThumbnail}`} photo={photo} />}
      {photo && <Badges photo={photo} />}
    </div>
  );
});

/** A picture that is scrolled away before it came is not waited for any longer. */
function Thumbnail({ photo }: { photo: Photo }) {
  const [broken, setBroken] = useState(false);
  if (!photo.hasThumbnail || broken) return <span className="cell-name">{photo.name}</span>;
  const stopWhenGone = (image: HTMLImageElement | null) => () => {
    if (image && !image.complete) image.removeAttribute("src");
  };
  return (
    <img
      ref={stopWhenGone}
      src={thumbnailOf(photo.id)}
      alt=""
      loading="lazy"
      decoding="async"
      draggable={false}
      onError={() => setBroken(true)}
    />
  );
}

function Badges({ photo: { rating, reachable } }: { photo: Photo }) {
  if (!rating && reachable) return null;
  return (
    <span className="badges" aria-hidden>
      {!reachable && (
        <span title={strings.grid.offline}>
          <Unplug />
        </span>
      )}
      {rating ? (
        <span>
          {rating} <Star />
        </span>
      ) : null}
    </span>
  );
}
