import { useState } from "react";
import type { Part } from "../../../contract/packs.ts";
import { getPack } from "../../actions/packs.ts";
import { fileSize } from "../../strings/format.ts";
import { strings } from "../../strings/index.ts";
import { useApp } from "../../use-app.ts";
import { BringPart } from "./BringModels.tsx";
import { FetchQuestion } from "./FetchQuestion.tsx";
import { PackWork } from "./PackWork.tsx";

/** What a pack is made of, each part with its own licence; folded away until somebody wants to know. */
export function PackParts({ parts }: { parts: Part[] }) {
  return (
    <details className="pack-parts" data-testid="pack-parts">
      <summary>{strings.packs.parts(parts.length)}</summary>
      <ul>
        {parts.map((part) => (
          <PackPart key={part.id} part={part} />
        ))}
      </ul>
    </details>
  );
}

function PackPart({ part }: { part: Part }) {
  const { id, kind, title, licence, bytes, commercialUse, availability, state } = part;
  const [asking, setAsking] = useState(false);
  const busy = useApp(({ packWork }) => packWork !== null);
  const asksItself = useApp(({ packs }) => packs?.asksItself ?? false);
  const words = strings.packs;
  return (
    <li data-testid="pack-part" data-part={id}>
      <p>
        <strong>{title}</strong> <span className="muted">{words.kinds[kind]}</span>
      </p>
      <p className="muted">
        {fileSize(bytes)} · {words.commercialUse[commercialUse]} · {words.states[state]}
      </p>
      <p className="muted">{words.licence(licence)}</p>
      {state !== "installed" && availability !== "hosted" && <p className="muted">{words.bring[availability]}</p>}
      {state !== "installed" && (
        <div className="buttons">
          {availability === "hosted" && (
            <button
              type="button"
              className="plain small"
              aria-label={words.getNamed(title)}
              disabled={busy}
              onClick={() => (asksItself ? void getPack(id, false) : setAsking(true))}
            >
              {words.get}
            </button>
          )}
          <BringPart part={id} />
        </div>
      )}
      {asking && (
        <FetchQuestion title={title} parts={[part]} get={(unpinned) => void getPack(id, unpinned)} close={() => setAsking(false)} />
      )}
      <PackWork id={id} />
    </li>
  );
}
