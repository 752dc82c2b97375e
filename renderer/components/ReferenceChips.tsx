import { Popover, PopoverDisclosure, PopoverProvider } from "@ariakit/react";
import { Crop, Image, LoaderCircle, Minus, X } from "lucide-react";
import { type FocusEvent, useRef } from "react";
import { removeReference, setChip } from "../actions/references.ts";
import type { ReferenceChip } from "../store.ts";
import { few } from "../strings/format.ts";
import { strings } from "../strings/index.ts";
import { useApp } from "../use-app.ts";
import { useKeptFocus, useOneStop } from "../use-kept-focus.ts";
import { CroppedPicture } from "./CroppedPicture.tsx";
import { ReferenceMenu } from "./ReferenceMenu.tsx";

export function ReferenceChips() {
  const references = useApp(({ query }) => query.references);
  const list = useRef<HTMLUListElement>(null);
  const noteFocus = useKeptFocus(list, references.length);
  const { noteStop, walk } = useOneStop(list);
  if (references.length === 0) return null;
  const focused = (event: FocusEvent) => {
    noteFocus(event);
    noteStop(event);
  };
  return (
    <ul className="references" aria-label={strings.query.references} ref={list} onFocus={focused} onKeyDown={walk}>
      {references.map((chip) => (
        <Chip key={chip.key} chip={chip} />
      ))}
    </ul>
  );
}

/** The picture opens what can be set; "not like this" and the way out are a click away. */
function Chip({ chip }: { chip: ReferenceChip }) {
  const { key, name, picture, source, wanted, weight, outside, crop } = chip;
  const spoken = strings.query.chip(name, wanted, weight, crop !== null);
  const title = outside && source !== null ? `${name}\n${strings.query.outside}` : name;
  const sign = wanted ? strings.query.unwanted : strings.query.wanted;
  return (
    <li className={wanted ? "reference" : "reference unwanted"} data-testid="ref-chip">
      {source === null ? (
        <span className="reading" role="img" aria-label={strings.query.reading(name)}>
          <LoaderCircle aria-hidden />
        </span>
      ) : (
        <PopoverProvider placement="bottom-start">
          <PopoverDisclosure className="reference-open" data-testid="ref-open" aria-label={spoken} title={title}>
            {picture === "" ? <NoPicture /> : <CroppedPicture src={picture} crop={crop} />}
            {weight !== 1 && <span className="chip-weight">{few(weight)}</span>}
            {crop && (
              <span className="chip-crop" data-testid="ref-cropped">
                <Crop aria-hidden />
              </span>
            )}
          </PopoverDisclosure>
          <Popover className="popover" gutter={10} aria-label={name} data-testid="ref-menu" unmountOnHide>
            <ReferenceMenu chip={chip} />
          </Popover>
        </PopoverProvider>
      )}
      <button
        type="button"
        className="sign"
        data-testid="ref-sign"
        aria-label={`${name}: ${sign}`}
        title={sign}
        onClick={() => setChip(key, { wanted: !wanted })}
      >
        <Minus aria-hidden />
      </button>
      <button
        type="button"
        className="remove"
        data-testid="ref-remove"
        aria-label={strings.query.remove(name)}
        onClick={() => removeReference(key)}
      >
        <X aria-hidden />
      </button>
    </li>
  );
}

/** The index has not come to the photo yet. */
function NoPicture() {
  return (
    <span className="no-picture" data-testid="ref-no-picture">
      <Image aria-hidden />
    </span>
  );
}
