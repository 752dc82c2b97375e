import { Activity, Pause, Play } from "lucide-react";
import type { IndexStatus } from "../../contract/types.ts";
import { pause, resume } from "../actions/folders.ts";
import { openDialog } from "../actions/view.ts";
import { count } from "../strings/format.ts";
import { inWords } from "../strings/in-words.ts";
import { strings } from "../strings/index.ts";
import { useApp } from "../use-app.ts";

const numbers = ["ready", "waiting", "skipped", "failed"] as const;

/** One line about the index. The numbers are an addition, and shown as one. */
export function StatusBar({ inert }: { inert: boolean }) {
  const status = useApp((state) => state.status);
  if (!status) return null;
  return (
    <footer className="status-bar" inert={inert}>
      <button
        type="button"
        className="quiet small"
        title={strings.status.open}
        data-testid="open-index"
        onClick={() => openDialog({ kind: "index" })}
      >
        <Activity aria-hidden /> <span className="sentence">{sentenceOf(status)}</span>
      </button>
      <Running status={status} />
      <Sum status={status} />
      <Model status={status} />
    </footer>
  );
}

/** A change of packs is told once there is nothing newer to read. */
function sentenceOf(status: IndexStatus): string {
  const { packChange, waiting, pausedBy } = status;
  return packChange && waiting === 0 ? strings.packs.change(packChange, pausedBy !== null) : strings.status.sentence(status);
}

function Sum({ status }: { status: IndexStatus }) {
  return (
    <span className="sum-line">
      {strings.status.found} <b data-testid="status-found">{count(status.found)}</b> ={" "}
      {numbers.map((name, index) => (
        <span key={name} className={name === "failed" && status.failed > 0 ? "some-failed" : ""}>
          {index > 0 && " + "}
          {strings.status[name]} <b data-testid={`status-${name}`}>{count(status[name])}</b>
        </span>
      ))}
      {status.failed > 0 && (
        <button type="button" className="link" data-testid="see-failures" onClick={() => openDialog({ kind: "failures" })}>
          {strings.status.seeWhy}
        </button>
      )}
    </span>
  );
}

/** Pause, or go on. */
export function Running({ status: { state, waiting, stages, pausedBy, packChange } }: { status: IndexStatus }) {
  const stopped = state === "stopped" && (waiting > 0 || (stages.captions?.waiting ?? 0) > 0);
  if (state === "paused" || stopped)
    return (
      <button type="button" className="plain small" data-testid="resume" onClick={() => void resume()}>
        <Play aria-hidden /> {pausedBy === "user" || pausedBy === null ? strings.status.resume : strings.status.runNow}
      </button>
    );
  if ((state === "idle" || state === "stopped") && packChange?.state !== "filling") return null;
  return (
    <button type="button" className="quiet small" data-testid="pause" onClick={() => void pause()}>
      <Pause aria-hidden /> {strings.status.pause}
    </button>
  );
}

function Model({ status: { models } }: { status: IndexStatus }) {
  if (models.state === "failed")
    return <span className="some-failed">{models.error ? inWords(models.error) : strings.status.models.missing}</span>;
  if (models.state === "loading") return <span className="model">{strings.status.models.loading}</span>;
  if (!models.provider) return null;
  return (
    <span className="model" title={strings.devices.sentence(models.provider)} data-testid="device">
      {strings.devices.short(models.provider.used)}
    </span>
  );
}
