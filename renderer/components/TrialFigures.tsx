import type { Trial } from "../../contract/trial.ts";
import { fileSize } from "../strings/format.ts";
import { strings } from "../strings/index.ts";

/** How much room and time the chosen folders take, measured on this computer. */
export function TrialFigures({ trial }: { trial: Trial | undefined }) {
  if (!trial) return null;
  const words = strings.library.trial;
  const photos = trial.folders.reduce((sum, folder) => sum + folder.photos, 0);
  const counted = trial.folders.every((folder) => folder.counted);
  const { tried, bytesPerPhoto, secondsPerPhoto, captionSecondsPerPhoto, freeBytes, done } = trial;
  if (photos === 0) return null;
  if (!counted || secondsPerPhoto === null || bytesPerPhoto === null)
    return (
      <p className="trial muted" data-testid="trial">
        {done ? words.unmeasured(photos) : words.measuring(photos)}
      </p>
    );
  const needed = photos * bytesPerPhoto;
  const look = photos * secondsPerPhoto;
  const captions = captionSecondsPerPhoto === null ? null : look + photos * captionSecondsPerPhoto;
  const ready = done ? words.ready(look) : words.lookReady(look);
  return (
    <div className="trial" data-testid="trial">
      <p>
        {words.space(fileSize(needed))} {captions === null ? ready : words.readyWithCaptions(look, captions)}
      </p>
      {needed > freeBytes && (
        <p className="warning" role="alert">
          {words.tooFull(fileSize(freeBytes))}
        </p>
      )}
      <p className="muted small">{words.measured(tried)}</p>
    </div>
  );
}
