import { useState } from "react";
import type { PhotoDetail } from "../../contract/types.ts";
import { showError } from "../actions/messages.ts";
import { engine } from "../api.ts";
import { strings } from "../strings/index.ts";

/** The most typical ones say what there is to say. */
const shownAtOnce = 3;

/** What the captioner says of the photo; nothing where the pack has no captioner. */
export function Captions({ detail }: { detail: PhotoDetail }) {
  const [made, setMade] = useState<string[]>();
  const state = detail.stages.find(({ stage }) => stage === "captions")?.state;
  const captions = made ?? detail.captions;
  if (state === undefined || (state === "skipped" && captions.length === 0)) return null;
  return (
    <section data-testid="captions">
      <h3>{strings.loupe.captions}</h3>
      {captions.length > 0 ? (
        <Sentences sentences={[...new Set(captions)]} />
      ) : (
        <NoneYet photo={detail.id} place={detail.captionPlace} failed={state === "failed"} onMade={setMade} />
      )}
    </section>
  );
}

function Sentences({ sentences }: { sentences: string[] }) {
  const more = sentences.slice(shownAtOnce);
  return (
    <>
      <List sentences={sentences.slice(0, shownAtOnce)} />
      {more.length > 0 && (
        <details>
          <summary className="muted">{strings.loupe.moreCaptions(more.length)}</summary>
          <List sentences={more} />
        </details>
      )}
    </>
  );
}

function List({ sentences }: { sentences: string[] }) {
  return (
    <ul>
      {sentences.map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  );
}

interface NoneYetProps {
  photo: number;
  place: number | null;
  failed: boolean;
  onMade: (captions: string[]) => void;
}

function NoneYet({ photo, place, failed, onMade }: NoneYetProps) {
  const [busy, setBusy] = useState(false);
  const captionNow = async () => {
    setBusy(true);
    await engine()
      .captionNow({ photo })
      .then(({ captions }) => onMade(captions))
      .catch(showError);
    setBusy(false);
  };
  return (
    <p className="muted">
      {failed ? strings.loupe.captionsFailed : strings.loupe.captionsWaiting(place)}{" "}
      <button type="button" className="link" data-testid="caption-now" disabled={busy} onClick={() => void captionNow()}>
        {busy ? strings.loupe.captioning : strings.loupe.captionNow}
      </button>
    </p>
  );
}
