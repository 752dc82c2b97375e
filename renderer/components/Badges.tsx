import { Check, Star, TriangleAlert, Unplug, X } from "lucide-react";
import { starsOf } from "../../contract/marks.ts";
import type { Photo } from "../../contract/types.ts";
import { strings } from "../strings/index.ts";

/** What was noted on a photo. Each by its shape or a letter, never by its colour alone; the cell's name says it in words. */
export function Badges({ photo, folded }: { photo: Photo; folded: number }) {
  const { flag, label, reachable, hasRaw, failed } = photo;
  const stars = starsOf(photo);
  const { grid } = strings.library;
  return (
    <span className="badges" aria-hidden>
      {flag && <span className={`badge is-${flag}`}>{flag === "pick" ? <Check /> : <X />}</span>}
      {label && <span className={`badge label ${label}`}>{grid.label(label).slice(0, 1).toUpperCase()}</span>}
      <span className="badge-space" />
      {!reachable && (
        <span className="badge" title={grid.offline} data-testid="offline">
          <Unplug />
        </span>
      )}
      {failed && (
        <span className="badge" title={grid.failed} data-testid="failed">
          <TriangleAlert />
        </span>
      )}
      {hasRaw && <span className="badge">{grid.rawPair}</span>}
      {folded > 1 && <span className="badge">{grid.copies(folded)}</span>}
      {stars > 0 && (
        <span className="badge">
          {stars}
          <Star />
        </span>
      )}
    </span>
  );
}
