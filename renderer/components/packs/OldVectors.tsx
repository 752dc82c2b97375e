import { useEffect, useState } from "react";
import type { Part } from "../../../contract/packs.ts";
import type { OldVectors as Old } from "../../../contract/types.ts";
import { attempt } from "../../actions/messages.ts";
import { eraseVectors } from "../../actions/packs.ts";
import { engine } from "../../api.ts";
import { strings } from "../../strings/index.ts";
import { useApp } from "../../use-app.ts";
import { Field } from "../settings/Field.tsx";
import { Question } from "./Question.tsx";

/** What packs that are not in use made of the photos: it takes room, and it is what going back is quick by. */
export function OldVectors({ parts }: { parts: Part[] }) {
  const version = useApp(({ status }) => `${status?.models.pack?.version} ${status?.packChange === undefined}`);
  const [old, setOld] = useState<Old[]>([]);
  const words = strings.packs;
  const read = () => attempt(async () => setOld(await engine().oldVectors({})));
  // Another pack, other vectors.
  useEffect(() => void read(), [version]);
  if (old.length === 0) return null;
  return (
    <Field name={words.old}>
      <p className="muted">{words.oldText}</p>
      <ul className="old-vectors">
        {old.map((one) => (
          <Row key={one.key} old={one} maker={madeBy(one.key, parts)} erased={setOld} />
        ))}
      </ul>
    </Field>
  );
}

function Row({ old, maker, erased }: { old: Old; maker: string; erased: (kept: Old[]) => void }) {
  const [asking, setAsking] = useState(false);
  const words = strings.packs;
  const close = () => setAsking(false);
  const erase = () => {
    close();
    void attempt(async () => erased(await eraseVectors(old)));
  };
  return (
    <li data-testid="old-vectors">
      <span>
        {maker} <span className="muted">{words.oldRow(old.photos, old.bytes)}</span>
      </span>
      <button
        type="button"
        className="plain small"
        aria-label={words.eraseNamed(maker)}
        data-testid="erase"
        onClick={() => setAsking(true)}
      >
        {words.erase}
      </button>
      {asking && (
        <Question title={words.question.erase(maker)} yes={words.erase} onYes={erase} onNo={close}>
          <p>{words.question.eraseText}</p>
        </Question>
      )}
    </li>
  );
}

/** A key begins with the id of the encoder; that of captions has the captioner's after a blank. */
function madeBy(key: string, parts: Part[]): string {
  const [encoder = ""] = key.split("@");
  const name = parts.find(({ id }) => id === encoder)?.title ?? (encoder === "starter" ? strings.packs.starter : encoder);
  return `${name}: ${key.includes(" ") ? strings.status.captions : strings.status.look}`;
}
