import { Pause, Play } from "lucide-react";
import type { ReactNode } from "react";
import type { IndexStatus as Status } from "../../contract/types.ts";
import { pause, resume } from "../actions/library.ts";
import { openDialog } from "../actions/view.ts";
import { strings } from "../strings/en.ts";
import { count } from "../strings/format.ts";
import { useApp } from "../use-app.ts";

/** What the engine says about the index. The numbers are an addition, and shown as one. */
export function IndexStatus() {
  const status = useApp((state) => state.status);
  if (!status) return null;
  const { state, found, ready, waiting, skipped, failed, stages, photosPerSecond } = status;
  return (
    <>
      <p className="sentence">{strings.status.sentence(status)}</p>
      {waiting > 0 && (
        <progress aria-label={strings.status.progress} max={found} value={found - waiting}>
          {count(found - waiting)}
        </progress>
      )}
      {state === "captioning" && stages.captions && (
        <progress aria-label={strings.status.captionProgress} max={ready} value={stages.captions.done}>
          {count(stages.captions.done)}
        </progress>
      )}
      <Running status={status} />
      <dl className="sum">
        <Row name="ready" label={strings.status.ready} number={ready} />
        <Row name="waiting" label={strings.status.waiting} number={waiting}>
          {waiting > 0 && photosPerSecond !== null && strings.status.rate(photosPerSecond)}
        </Row>
        <Row name="skipped" label={strings.status.skipped} number={skipped}>
          {strings.status.skippedBy(status.skippedBy)}
        </Row>
        <Row name="failed" label={strings.status.failed} number={failed}>
          {failed > 0 && (
            <button type="button" className="link" data-testid="see-failures" onClick={() => openDialog({ kind: "failures" })}>
              {strings.status.seeWhy}
            </button>
          )}
        </Row>
        <Row name="found" label={strings.status.found} number={found} />
      </dl>
    </>
  );
}

function Row({ name, label, number, children }: { name: string; label: string; number: number; children?: ReactNode }) {
  return (
    <div className={`sum-row ${name}`}>
      <dt>{label}</dt>
      <dd className="note">{children}</dd>
      <dd className="number" data-testid={`status-${name}`}>
        {count(number)}
      </dd>
    </div>
  );
}

function Running({ status: { state, waiting, stages } }: { status: Status }) {
  if (state === "paused" || (state === "stopped" && (waiting > 0 || (stages.captions?.waiting ?? 0) > 0)))
    return (
      <button type="button" className="plain small" data-testid="resume" onClick={() => void resume()}>
        <Play aria-hidden /> {strings.status.resume}
      </button>
    );
  if (state === "indexing" || state === "scanning" || state === "captioning")
    return (
      <button type="button" className="plain small" data-testid="pause" onClick={() => void pause()}>
        <Pause aria-hidden /> {strings.status.pause}
      </button>
    );
  return null;
}
