import { useEffect, useState } from "react";
import type { Failure } from "../../contract/types.ts";
import { retryFailed } from "../actions/library.ts";
import { showError } from "../actions/messages.ts";
import { engine } from "../api.ts";
import { strings } from "../strings/en.ts";
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
  if (!failures) return <p className="muted">{strings.failures.loading}</p>;
  if (failures.length === 0) return <p>{strings.failures.none}</p>;
  return (
    <>
      <p className="muted">{strings.failures.text}</p>
      <ul className="failures">
        {failures.map((failure) => (
          <FailureRow key={`${failure.photo} ${failure.stage}`} failure={failure} />
        ))}
      </ul>
      {failed > failures.length && <p className="muted">{strings.failures.more(failed - failures.length)}</p>}
      <footer>
        <button type="button" className="primary" data-testid="retry" onClick={() => void retryFailed()}>
          {strings.failures.retry}
        </button>
      </footer>
    </>
  );
}

function FailureRow({ failure: { path, reason } }: { failure: Failure }) {
  const slash = Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\"));
  return (
    <li data-testid="failure">
      <strong>{path.slice(slash + 1)}</strong>
      <span>{reason}</span>
      <span className="muted path">{path.slice(0, slash)}</span>
    </li>
  );
}
