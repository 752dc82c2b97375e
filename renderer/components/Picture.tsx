import { useState } from "react";
import type { Photo, PhotoDetail } from "../../contract/types.ts";
import { toggleZoom } from "../actions/view.ts";
import { previewOf, thumbnailOf } from "../api.ts";
import { reasonInWords } from "../strings/in-words.ts";
import { strings } from "../strings/index.ts";

/** Small photos are shown at twice their size at most: larger, they would only be soft. */
const mostEnlarged = 2;
const rawExtensions = new Set(["dng", "cr2", "cr3", "nef", "arw", "raf", "orf", "rw2"]);

/** The thumbnail at once, the preview over it when it is there; and in words, why it is not. */
export function Picture({ photo, detail, zoomed }: { photo: Photo; detail: PhotoDetail | undefined; zoomed: boolean }) {
  const [preview, setPreview] = useState<"coming" | "here" | "failed">(photo.failed && !photo.hasThumbnail ? "failed" : "coming");
  const size = zoomed ? {} : { maxWidth: mostEnlarged * (photo.width ?? 1280), maxHeight: mostEnlarged * (photo.height ?? 1280) };
  const described = detail?.captions[0] ?? photo.name;
  const note = noteFor(photo, detail, preview === "failed");
  return (
    <figure className="picture">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: for the mouse; a button and a key do the same */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: as above */}
      <div className={zoomed ? "picture-stage zoomed" : "picture-stage"} onClick={toggleZoom}>
        {photo.hasThumbnail && preview !== "here" && (
          <img src={thumbnailOf(photo.id)} alt={preview === "failed" ? described : ""} style={size} />
        )}
        {photo.reachable && preview !== "failed" && (
          <img
            src={previewOf(photo.id)}
            alt={described}
            className={preview === "here" ? "" : "coming"}
            style={size}
            decoding="async"
            onLoad={() => setPreview("here")}
            onError={() => setPreview("failed")}
          />
        )}
        {!photo.hasThumbnail && preview !== "here" && <p className="muted">{strings.loupe.nothing}</p>}
      </div>
      {note && (
        <figcaption className="picture-note" data-testid="picture-note">
          {note}
        </figcaption>
      )}
    </figure>
  );
}

function noteFor(photo: Photo, detail: PhotoDetail | undefined, failed: boolean): string | null {
  if (!photo.reachable) return strings.loupe.offline;
  const isRaw = rawExtensions.has(photo.extension);
  if (detail?.files.every(({ present }) => !present)) return strings.loupe.missing;
  const failure = detail?.stages.find(({ stage, state }) => stage !== "captions" && state === "failed");
  if (failure) return reasonInWords(failure);
  if (detail?.stages.some(({ stage, state }) => stage !== "captions" && state === "waiting")) return strings.loupe.waiting;
  if (failed) return strings.loupe.cannotOpen;
  return isRaw ? strings.loupe.cameraPreview : null;
}
