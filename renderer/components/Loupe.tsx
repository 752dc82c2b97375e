import { ArrowLeft, ChevronLeft, ChevronRight } from "lucide-react";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import type { Photo, PhotoDetail } from "../../contract/types.ts";
import { showRange } from "../actions/library.ts";
import { showError } from "../actions/messages.ts";
import { addPhotoReference, referToPhoto, showSimilar } from "../actions/references.ts";
import { activate, closeLoupe } from "../actions/view.ts";
import { engine } from "../api.ts";
import { photoAt, shownCount } from "../store.ts";
import { strings } from "../strings/en.ts";
import { useApp } from "../use-app.ts";
import { Details } from "./Details.tsx";
import { Picture } from "./Picture.tsx";

/** One photo, large. The arrows lead on through what the grid shows. */
export function Loupe() {
  const active = useApp((state) => state.active);
  const total = useApp(shownCount);
  const photo = useApp((state) => photoAt(state, state.active));
  const region = useRef<HTMLElement>(null);
  const detail = useDetail(photo?.id);
  useEffect(() => region.current?.focus(), []);
  useEffect(() => {
    if (!photo) showRange(active, active, true);
  }, [photo, active]);
  const keyDown = (event: KeyboardEvent) => {
    const act = actionFor(event, active, photo);
    if (!act) return;
    event.preventDefault();
    act();
  };
  return (
    <section
      className="loupe"
      ref={region}
      tabIndex={-1}
      aria-label={strings.loupe.title(photo?.name ?? "")}
      data-testid="loupe"
      data-photo={photo?.id}
      onKeyDown={keyDown}
    >
      <header>
        <button type="button" className="quiet" data-testid="loupe-back" onClick={closeLoupe}>
          <ArrowLeft aria-hidden /> {strings.loupe.back}
        </button>
        <span className="muted">{strings.loupe.position(active, total)}</span>
        <Step label={strings.loupe.previous} to={active - 1} total={total} />
        <Step label={strings.loupe.next} to={active + 1} total={total} />
        {photo && <Actions photo={photo} />}
      </header>
      {photo && <Picture key={photo.id} photo={photo} detail={detail} />}
      {photo && <Details photo={photo} detail={detail} />}
    </section>
  );
}

function actionFor(event: KeyboardEvent, active: number, photo: Photo | undefined): (() => void) | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey) return undefined;
  const onButton = event.target instanceof HTMLButtonElement;
  if (event.key === "ArrowLeft") return () => activate(active - 1);
  if (event.key === "ArrowRight") return () => activate(active + 1);
  if (event.key === " " && !onButton) return closeLoupe;
  if (event.key.toLowerCase() === "q" && photo) return () => (event.shiftKey ? addPhotoReference : referToPhoto)(photo);
  return undefined;
}

function Step({ label, to, total }: { label: string; to: number; total: number }) {
  return (
    <button type="button" className="icon" aria-label={label} title={label} disabled={to < 0 || to >= total} onClick={() => activate(to)}>
      {label === strings.loupe.previous ? <ChevronLeft aria-hidden /> : <ChevronRight aria-hidden />}
    </button>
  );
}

function Actions({ photo }: { photo: Photo }) {
  return (
    <div className="loupe-actions">
      <button type="button" className="plain" data-testid="use-as-reference" onClick={() => referToPhoto(photo)}>
        {strings.loupe.use} <kbd>Q</kbd>
      </button>
      <button type="button" className="plain" data-testid="add-as-reference" onClick={() => addPhotoReference(photo)}>
        {strings.loupe.add} <kbd>⇧Q</kbd>
      </button>
      <button type="button" className="plain" data-testid="similar" onClick={() => showSimilar(photo)}>
        {strings.loupe.similar}
      </button>
    </div>
  );
}

/** All that is known of a photo; undefined while it is being asked for. */
function useDetail(photo: number | undefined): PhotoDetail | undefined {
  const [detail, setDetail] = useState<PhotoDetail>();
  useEffect(() => {
    if (photo === undefined) return;
    const left = new AbortController();
    const read = async () => setDetail(await engine().photo({ photo }, { signal: left.signal }));
    read().catch(showError);
    return () => left.abort();
  }, [photo]);
  return detail?.id === photo ? detail : undefined;
}
