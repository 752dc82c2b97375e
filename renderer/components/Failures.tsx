import { useEffect, useState } from "react";
import type { Failure } from "../../contract/types.ts";
import { leaveOut, retryFailed, retryPhotos } from "../actions/folders.ts";
import { showError } from "../actions/messages.ts";
import { reveal } from "../actions/originals.ts";
import { engine } from "../api.ts";
import { host } from "../host.ts";
import { saveText } from "../save-text.ts";
import { reasonInWords } from "../strings/in-words.ts";
import { strings } from "../strings/index.ts";
import { useApp } from "../use-app.ts";

const mostShown = 500;

/** What could not be read, and why; read anew whenever their number changes. */
export function Failures() {
  const failed = useApp(({ status }) => status?.failed ?? 0);
  const [failures, setFailures] = useState<Failure[]>();
  // The number is the reason to read again.
  useEffect(() => {
    let left = false;
    const read = async () => {
      const list = await engine().failures({ limit: mostShown });
      if (!left) setFailures(list);
    };
    read().catch(showError);
    return () => {
      left = true;
    };
  }, [failed]);
  const words = strings.status.failures;
  if (!failures) return <p className="muted">{words.loading}</p>;
  if (failures.length === 0) return <p>{words.none}</p>;
  return (
    <>
      <p className="muted">{words.text}</p>
      <ul className="failures">
        {failures.map((failure) => (
          <FailureRow key={`${failure.photo} ${failure.stage}`} failure={failure} />
        ))}
      </ul>
      {failed > failures.length && <p className="muted">{words.more(failed - failures.length)}</p>}
      <footer>
        <button type="button" className="plain" data-testid="save-failures" onClick={() => saveText(words.listName, asText(failures))}>
          {words.saveList}
        </button>
        <button type="button" className="primary" data-testid="retry" onClick={() => void retryFailed()}>
          {words.retry}
        </button>
      </footer>
    </>
  );
}

function asText(failures: Failure[]): string {
  return failures.map((failure) => `${failure.path}\t${reasonInWords(failure)}\n`).join("");
}

function FailureRow({ failure }: { failure: Failure }) {
  const { photo, path } = failure;
  const words = strings.status.failures;
  const slash = Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\"));
  const name = path.slice(slash + 1);
  return (
    <li data-testid="failure">
      <div>
        <strong>{name}</strong>
        <span>{reasonInWords(failure)}</span>
        <span className="muted path">{path.slice(0, slash)}</span>
      </div>
      <button
        type="button"
        className="plain small"
        data-testid="retry-one"
        aria-label={words.retryOne(name)}
        onClick={() => void retryPhotos([photo])}
      >
        {words.retryShort}
      </button>
      {host && (
        <button type="button" className="quiet small" data-testid="reveal" onClick={() => void reveal(photo)}>
          {words.reveal}
        </button>
      )}
      <button type="button" className="quiet small" data-testid="ignore" onClick={() => void leaveOut(failure)}>
        {words.ignore}
      </button>
    </li>
  );
}
