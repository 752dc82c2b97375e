import type { PackChange } from "../../../contract/types.ts";
import { cancelPackChange } from "../../actions/packs.ts";
import { count } from "../../strings/format.ts";
import { inWords } from "../../strings/in-words.ts";
import { strings } from "../../strings/index.ts";
import { useApp } from "../../use-app.ts";
import { MakeRoom } from "./MakeRoom.tsx";

/** How far the new pack is, and the way back to the old one. */
export function PackChangeLine({ change }: { change: PackChange }) {
  const isPaused = useApp(({ status }) => status?.pausedBy !== null);
  const { pack, state, done, of, error } = change;
  return (
    <div className="pack-change" data-testid="pack-change">
      <p>{strings.packs.change(change, isPaused)}</p>
      {error && <p className="warning">{inWords(error)}</p>}
      {error?.code === "disk-full" && <MakeRoom />}
      {state === "filling" && (
        <div className="stage">
          <span>{strings.packs.changeTitle}</span>
          <progress aria-label={strings.packs.changeProgress} max={of || 1} value={done} />
          <span className="number">
            {count(done)} / {count(of)}
          </span>
          <span className="muted">{pack?.title}</span>
        </div>
      )}
      <button type="button" className="plain small" data-testid="cancel-change" onClick={() => void cancelPackChange()}>
        {strings.packs.changeCancel}
      </button>
    </div>
  );
}
