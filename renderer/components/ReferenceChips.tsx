import { LoaderCircle, Minus, Plus, X } from "lucide-react";
import { removeReference, toggleWanted } from "../actions/references.ts";
import type { ReferenceChip } from "../store.ts";
import { strings } from "../strings/en.ts";
import { useApp } from "../use-app.ts";

export function ReferenceChips() {
  const references = useApp(({ query }) => query.references);
  if (references.length === 0) return null;
  return (
    <ul className="references" aria-label={strings.query.references}>
      {references.map((chip) => (
        <Chip key={chip.key} chip={chip} />
      ))}
    </ul>
  );
}

function Chip({ chip }: { chip: ReferenceChip }) {
  const { name, picture, wanted, outside } = chip;
  const toggle = wanted ? strings.query.makeUnwanted(name) : strings.query.makeWanted(name);
  const title = outside && picture !== "" ? `${name}\n${strings.query.outside}` : name;
  return (
    <li className={wanted ? "reference" : "reference unwanted"} data-testid="ref-chip" title={title}>
      {picture === "" ? (
        <span className="reading" role="img" aria-label={strings.query.reading(name)}>
          <LoaderCircle aria-hidden />
        </span>
      ) : (
        <img src={picture} alt={strings.query.chip(name, wanted)} />
      )}
      <button type="button" className="sign" data-testid="ref-sign" aria-label={toggle} title={toggle} onClick={() => toggleWanted(chip)}>
        {wanted ? <Plus aria-hidden /> : <Minus aria-hidden />}
      </button>
      <button
        type="button"
        className="remove"
        data-testid="ref-remove"
        aria-label={strings.query.remove(name)}
        onClick={() => removeReference(chip)}
      >
        <X aria-hidden />
      </button>
    </li>
  );
}
