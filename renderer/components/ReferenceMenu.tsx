import { PopoverDismiss } from "@ariakit/react";
import { ArrowLeftRight, Crop, Image, Trash2 } from "lucide-react";
import { useId } from "react";
import { showInLibrary } from "../actions/photos.ts";
import { removeReference, setChip, swapReference } from "../actions/references.ts";
import { openDialog } from "../actions/view.ts";
import { activePhoto, type ReferenceChip } from "../store.ts";
import { few } from "../strings/format.ts";
import { strings } from "../strings/index.ts";
import { useApp } from "../use-app.ts";
import { Choice } from "./Choice.tsx";

/** What can be set of a reference photo. */
export function ReferenceMenu({ chip }: { chip: ReferenceChip }) {
  const { key, name, picture, wanted, outside, source } = chip;
  return (
    <div className="reference-menu">
      <p className="popover-title">{name}</p>
      {outside && <p className="muted small">{strings.query.outside}</p>}
      <Choice
        label={strings.query.references}
        value={wanted ? "wanted" : "unwanted"}
        choices={[
          ["wanted", strings.query.wanted],
          ["unwanted", strings.query.unwanted],
        ]}
        onChoose={(value) => setChip(key, { wanted: value === "wanted" })}
      />
      <Weight chip={chip} />
      <PopoverDismiss
        className="menu-button"
        data-testid="ref-crop"
        disabled={picture === ""}
        onClick={() => openDialog({ kind: "crop", of: key })}
      >
        <Crop aria-hidden /> {strings.query.crop}
      </PopoverDismiss>
      {chip.crop && (
        <button type="button" className="menu-button" onClick={() => setChip(key, { crop: null })}>
          <Image aria-hidden /> {strings.query.wholePicture}
        </button>
      )}
      <Swap chip={chip} />
      {source && "photo" in source && (
        <PopoverDismiss className="menu-button" onClick={() => void showInLibrary(source.photo)}>
          <Image aria-hidden /> {strings.query.showInLibrary}
        </PopoverDismiss>
      )}
      <button type="button" className="menu-button" onClick={() => removeReference(key)}>
        <Trash2 aria-hidden /> {strings.remove}
      </button>
    </div>
  );
}

/** The photo that is active among the others takes its place. */
function Swap({ chip: { key, source } }: { chip: ReferenceChip }) {
  const photo = useApp(activePhoto);
  if (!photo || (source && "photo" in source && source.photo === photo.id)) return null;
  return (
    <PopoverDismiss className="menu-button" data-testid="ref-swap" onClick={() => swapReference(key, photo)}>
      <ArrowLeftRight aria-hidden /> <span className="name">{strings.query.swap(photo.name)}</span>
    </PopoverDismiss>
  );
}

function Weight({ chip: { key, weight } }: { chip: ReferenceChip }) {
  const id = useId();
  return (
    <div className="weight">
      <label htmlFor={id}>{strings.query.weight}</label>
      <input
        id={id}
        type="range"
        min={0}
        max={2}
        step={0.1}
        value={weight}
        data-testid="ref-weight"
        aria-valuetext={few(weight)}
        onChange={(event) => setChip(key, { weight: Number(event.target.value) })}
      />
      <output htmlFor={id}>{few(weight)}</output>
    </div>
  );
}
