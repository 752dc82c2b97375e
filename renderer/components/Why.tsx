import { Minus, Plus } from "lucide-react";
import type { Hit } from "../../contract/types.ts";
import { giveFeedback } from "../actions/feedback.ts";
import { captionPoints, type PointRow, pointRows, pointsOf } from "../points.ts";
import type { QueryDraft } from "../store.ts";
import { strings } from "../strings/index.ts";
import { useApp } from "../use-app.ts";
import { useWhy } from "../use-why.ts";
import { WhyWords } from "./WhyWords.tsx";

/** The score taken apart: signed points that add up to it; and what the photo shows of the words. `captions`: how many it has. */
export function Why({ hit, captions: captionCount }: { hit: Hit; captions: number }) {
  const why = useWhy(hit.photo.id, captionCount);
  const query = useApp((state) => state.query);
  const rows = pointRows(hit);
  const captions = captionPoints(rows);
  const most = Math.max(1, ...rows.map(({ points }) => Math.abs(points)));
  return (
    <section className="why" id="why" tabIndex={-1} aria-label={strings.results.whyTitle(hit.photo.name)} data-testid="why-panel">
      <header>
        <h3>{strings.results.why}</h3>
        <strong data-testid="why-score">{strings.results.points(pointsOf(hit))}</strong>
      </header>
      <ul>
        {rows.map((row) => (
          <li key={`${row.part} ${row.index}`} data-testid="why-row" data-part={row.part} data-points={row.points}>
            <span>{nameOf(row, query)}</span>
            <meter aria-hidden className={row.points < 0 ? "minus" : ""} min={0} max={most} value={Math.abs(row.points)} />
            <span className="number">{strings.results.signedPoints(row.points)}</span>
          </li>
        ))}
      </ul>
      {captions !== 0 && (
        <p className="muted small" data-testid="why-captions">
          {strings.results.throughCaptions(captions)}
        </p>
      )}
      {why && <WhyWords why={why} />}
      <p className="muted small">{strings.results.whyNote}</p>
      <footer>
        <button type="button" className="plain small" data-testid="more-like-this" onClick={() => giveFeedback(true)}>
          <Plus aria-hidden /> {strings.results.moreLikeThis}
        </button>
        <button type="button" className="plain small" data-testid="less-like-this" onClick={() => giveFeedback(false)}>
          <Minus aria-hidden /> {strings.results.lessLikeThis}
        </button>
      </footer>
    </section>
  );
}

function nameOf({ part, index }: PointRow, { without, references, feedback }: QueryDraft): string {
  const { moreChip, lessChip, part: words } = strings.results;
  switch (part) {
    case "without":
      return words.without(without[index] ?? "");
    case "unwanted":
      return words.unwanted(references[index]?.name ?? "");
    case "feedback":
      return (feedback[index]?.more ? moreChip : lessChip)(feedback[index]?.name ?? "");
    default:
      return words[part];
  }
}
