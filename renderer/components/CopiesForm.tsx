import { useEffect, useRef, useState } from "react";
import type { CopiesMade, CopyProgress } from "../../contract/copies.ts";
import { makeCopies } from "../actions/copies.ts";
import { showNote } from "../actions/messages.ts";
import { closeDialog } from "../actions/view.ts";
import { host } from "../host.ts";
import { strings } from "../strings/index.ts";
import { useApp } from "../use-app.ts";
import { FolderForm } from "./FolderForm.tsx";
import { PairChoice } from "./PairChoice.tsx";

/** So many that were left out are named. */
const mostNamed = 20;

/** Where to, what of RAW and JPEG pairs, how far it is, and what was made. Closed meanwhile, it stops. */
export function CopiesForm({ photos }: { photos: number[] }) {
  const usual = useApp(({ settings }) => settings.dragOut);
  const [files, setFiles] = useState(usual);
  const [progress, setProgress] = useState<CopyProgress>();
  const [made, setMade] = useState<CopiesMade>();
  const stop = useStop(progress, made);
  const words = strings.library.copies;
  const begin = async (folder: string) => {
    const controller = new AbortController();
    stop.current = controller;
    setProgress({ done: 0, of: photos.length });
    try {
      setMade(await makeCopies({ photos, folder, files }, setProgress, controller.signal));
    } catch (error) {
      if (!controller.signal.aborted) throw error;
    } finally {
      setProgress(undefined);
    }
  };
  if (made) return <Made made={made} />;
  return (
    <>
      <p>{words.text(photos.length)}</p>
      <div className="copies-choice">
        <span>{words.pairs}</span>
        <PairChoice value={files} onChoose={setFiles} testId="copies-files" />
      </div>
      <FolderForm add={begin} {...(host && { choose: host.chooseFolderForCopies })} button={words.make} />
      {progress && (
        <div className="copies-progress" data-testid="copies-progress">
          <progress aria-label={words.progress} max={progress.of} value={progress.done} />
          <span className="muted">{words.done(progress.done, progress.of)}</span>
          <button type="button" className="plain" data-testid="copies-cancel" onClick={closeDialog}>
            {strings.cancel}
          </button>
        </div>
      )}
    </>
  );
}

/** What ends the copying when the dialog goes, with a word on how far it came. */
function useStop(progress: CopyProgress | undefined, made: CopiesMade | undefined) {
  const stop = useRef<AbortController>(undefined);
  const far = useRef({ progress, made });
  far.current = { progress, made };
  useEffect(
    () => () => {
      const { progress, made } = far.current;
      if (!progress || made) return;
      stop.current?.abort();
      showNote(strings.library.copies.stopped(progress.done, progress.of));
    },
    [],
  );
  return stop;
}

function Made({ made: { copied, folder, left } }: { made: CopiesMade }) {
  const words = strings.library.copies;
  return (
    <div className="copies-made" role="status" data-testid="copies-made">
      <p>{words.made(copied)}</p>
      <p className="muted path">{folder}</p>
      {left.length > 0 && (
        <>
          <p className="warning">{words.left(left.length)}</p>
          <ul className="copies-left">
            {left.slice(0, mostNamed).map(({ photo, name, reason }) => (
              <li key={`${photo} ${reason}`}>
                <strong>{name}</strong> <span className="muted">{words.reasons[reason]}</span>
              </li>
            ))}
          </ul>
          {left.length > mostNamed && <p className="muted">{strings.status.failures.more(left.length - mostNamed)}</p>}
        </>
      )}
      <footer>
        <button type="button" className="primary" data-testid="copies-close" onClick={closeDialog}>
          {strings.close}
        </button>
      </footer>
    </div>
  );
}
