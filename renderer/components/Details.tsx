import type { ReactNode } from "react";
import type { Metadata, Photo, PhotoDetail } from "../../contract/types.ts";
import { dayOf, exposure, few, fileSize, place, timeOf } from "../strings/format.ts";
import { reasonInWords } from "../strings/in-words.ts";
import { strings } from "../strings/index.ts";
import { useApp } from "../use-app.ts";
import { Captions } from "./Captions.tsx";
import { Marks } from "./Marks.tsx";
import { Why } from "./Why.tsx";

/** What is known of a photo: why it is here, its marks, how it was taken, its captions and files. */
export function Details({ photo, detail }: { photo: Photo; detail: PhotoDetail | undefined }) {
  const loupe = useApp((state) => state.loupe);
  const failure = detail?.stages.find(({ stage, state }) => stage !== "captions" && state === "failed");
  const hit = useApp(({ shown, active }) => shown?.hits[active]);
  return (
    <div className="details">
      <h2 className="name">{detail?.metadata.title ?? photo.name}</h2>
      <Marks photo={photo} />
      {failure && !loupe && (
        <p className="warning" data-testid="photo-failure">
          {reasonInWords(failure)}
        </p>
      )}
      {hit?.photo.id === photo.id && <Why hit={hit} captions={detail?.captions.length ?? 0} />}
      <dl>
        <Fact name={strings.loupe.taken}>
          {dayOf(photo.takenAt)}, {timeOf(photo.takenAt)}
        </Fact>
        {photo.width !== null && photo.height !== null && (
          <Fact name={strings.loupe.size}>
            {photo.width} × {photo.height}
          </Fact>
        )}
        {detail && <Shot metadata={detail.metadata} />}
      </dl>
      {detail && <Captions key={detail.id} detail={detail} />}
      {detail && <Files files={detail.files} />}
    </div>
  );
}

function Shot({ metadata }: { metadata: Metadata }) {
  const { camera, lens, latitude, longitude, keywords } = metadata;
  return (
    <>
      <Fact name={strings.loupe.camera}>{camera}</Fact>
      <Fact name={strings.loupe.lens}>{lens}</Fact>
      <Fact name={strings.loupe.exposure}>{exposureLine(metadata)}</Fact>
      <Fact name={strings.loupe.place}>{latitude !== null && longitude !== null && place(latitude, longitude)}</Fact>
      <Fact name={strings.loupe.keywords}>{keywords.join(", ")}</Fact>
    </>
  );
}

/** "23 mm, f/2, 1/30 s, ISO 400", as far as it is known. */
function exposureLine({ focalLength, fNumber, exposureTime, iso }: Metadata): string {
  const parts = [
    focalLength !== null && `${few(focalLength)} mm`,
    fNumber !== null && `f/${few(fNumber)}`,
    exposureTime !== null && exposure(exposureTime),
    iso !== null && `ISO ${iso}`,
  ];
  return parts.filter((part) => part !== false).join(", ");
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  if (!children) return null;
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Files({ files }: { files: PhotoDetail["files"] }) {
  return (
    <section>
      <h3>{strings.loupe.files}</h3>
      <ul>
        {files.map(({ path, bytes, present }) => (
          <li key={path}>
            <span className="path">{path}</span>
            <span className="muted"> {present ? fileSize(bytes) : strings.loupe.fileGone}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
