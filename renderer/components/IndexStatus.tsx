import type { ReactNode } from "react";
import type { IndexStatus as Status } from "../../contract/types.ts";
import { changeSettings } from "../actions/settings.ts";
import { openDialog } from "../actions/view.ts";
import { count } from "../strings/format.ts";
import { inWords } from "../strings/in-words.ts";
import { strings } from "../strings/index.ts";
import { useApp } from "../use-app.ts";
import { BatteryChoice } from "./BatteryChoice.tsx";
import { Devices } from "./Devices.tsx";
import { FolderStates } from "./FolderStates.tsx";
import { ModelLine } from "./ModelLine.tsx";
import { MakeRoom } from "./packs/MakeRoom.tsx";
import { NetworkLine } from "./packs/NetworkLine.tsx";
import { PackChangeLine } from "./packs/PackChangeLine.tsx";
import { Running } from "./StatusBar.tsx";

/** All that the engine says about the index. */
export function IndexStatus() {
  const status = useApp((state) => state.status);
  if (!status) return null;
  const { found, ready, waiting, skipped, failed } = status;
  return (
    <div className="index-status">
      <p className="sentence-row">
        {strings.status.sentence(status)} <Running status={status} />
      </p>
      {status.pausedBy === "disk-full" && <MakeRoom />}
      <Stages status={status} />
      {status.packChange && <PackChangeLine change={status.packChange} />}
      <dl className="sum">
        <Row label={strings.status.ready} number={ready} />
        <Row label={strings.status.waiting} number={waiting} />
        <Row label={strings.status.skipped} number={skipped}>
          {strings.status.skippedBy(status.skippedBy)}
        </Row>
        <Row label={strings.status.failed} number={failed}>
          {failed > 0 && (
            <button type="button" className="link" onClick={() => openDialog({ kind: "failures" })}>
              {strings.status.seeWhy}
            </button>
          )}
        </Row>
        <Row label={strings.status.found} number={found} total />
      </dl>
      <Facts status={status} />
    </div>
  );
}

function Stages({ status: { found, waiting, ready, stages, photosPerSecond, etaSeconds, state } }: { status: Status }) {
  const left = [photosPerSecond !== null && strings.status.rate(photosPerSecond), etaSeconds !== null && strings.status.left(etaSeconds)];
  const rate = left.filter((part) => part !== false).join(", ");
  return (
    <div className="stages">
      <Stage name={strings.status.look} label={strings.status.progress} done={found - waiting} of={found} note={waiting > 0 ? rate : ""} />
      {stages.captions && (
        <Stage
          name={strings.status.captions}
          label={strings.status.captionProgress}
          done={stages.captions.done}
          of={Math.max(ready, stages.captions.done)}
          note={state === "captioning" ? rate : ""}
        >
          {stages.captions.waiting > 0 && <CaptionsSwitch />}
        </Stage>
      )}
    </div>
  );
}

interface StageProps {
  name: string;
  label: string;
  done: number;
  of: number;
  note: string;
  children?: ReactNode;
}

function Stage({ name, label, done, of, note, children }: StageProps) {
  return (
    <div className="stage">
      <span>{name}</span>
      <progress aria-label={label} max={of || 1} value={done} />
      <span className="number">
        {count(done)} / {count(of)}
      </span>
      <span className="muted">
        {note} {children}
      </span>
    </div>
  );
}

/** The slow stage can be left out, and taken up again. */
function CaptionsSwitch() {
  const on = useApp(({ settings }) => settings.captions);
  const words = strings.status;
  return (
    <>
      {!on && words.captionsOff}{" "}
      <button type="button" className="link" data-testid="captions-switch" onClick={() => void changeSettings({ captions: !on }, true)}>
        {on ? words.skipCaptions : words.writeCaptions}
      </button>
    </>
  );
}

function Row({ label, number, total = false, children }: { label: string; number: number; total?: boolean; children?: ReactNode }) {
  return (
    <div className={total ? "sum-row found" : "sum-row"}>
      <dt>{label}</dt>
      <dd className="note">{children}</dd>
      <dd className="number">{count(number)}</dd>
    </div>
  );
}

/** Device, folders, what went wrong and was mended, and the network. */
function Facts({ status }: { status: Status }) {
  const { incidents } = status;
  return (
    <dl className="facts">
      <dt>{strings.status.runsOn}</dt>
      <dd>
        <ModelLine />
        <Devices />
      </dd>
      {status.power.onBattery !== null && (
        <>
          <dt>{strings.status.battery.title}</dt>
          <dd>
            <BatteryChoice />
          </dd>
        </>
      )}
      <dt>{strings.status.folders}</dt>
      <dd>
        <FolderStates status={status} />
      </dd>
      {incidents.length > 0 && (
        <>
          <dt>{strings.status.incidents}</dt>
          <dd>
            {incidents.map((incident) => (
              <p key={incident.what}>{inWords(incident)}</p>
            ))}
          </dd>
        </>
      )}
      <dt>{strings.status.network}</dt>
      <dd>
        <NetworkLine />
      </dd>
    </dl>
  );
}
