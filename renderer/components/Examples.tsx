import { tryExample } from "../actions/examples.ts";
import { examples } from "../examples.ts";
import type { State } from "../store.ts";
import { strings } from "../strings/index.ts";
import { useApp } from "../use-app.ts";

/** Over the photos, as long as there are only those that came with the program: what to ask of them, once all are read. */
export function Examples() {
  const fitting = useApp(hasOnlySamples);
  const reading = useApp(({ status }) => status === null || status.ready === 0 || status.waiting > 0);
  const words = strings.library.samples;
  if (!fitting) return null;
  return (
    <div className="examples" data-testid="examples">
      <span className="muted small">{words.examples}</span>
      {examples.map((example) => (
        <button
          key={example.name}
          type="button"
          className="plain small"
          data-testid={`example-${example.name}`}
          disabled={reading}
          onClick={() => void tryExample(example)}
        >
          {words[example.name]}
        </button>
      ))}
    </div>
  );
}

function hasOnlySamples({ status }: State): boolean {
  return status?.folders.length === 1 && status.folders.every(({ samples }) => samples);
}
