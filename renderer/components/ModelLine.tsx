import { inWords } from "../strings/in-words.ts";
import { strings } from "../strings/index.ts";
import { useApp } from "../use-app.ts";

/** Which pack answers, under which licence, and on which device. `unnamed`: which one it is, is said beside it. */
export function ModelLine({ unnamed = false }: { unnamed?: boolean }) {
  const models = useApp(({ status }) => status?.models);
  if (!models) return null;
  const { state, pack, provider, llm, error, restarts } = models;
  return (
    <div className="model-line" data-testid="models">
      {pack && !unnamed && <p>{strings.status.models.pack(pack)}</p>}
      {provider && <p className="muted">{strings.devices.sentence(provider)}</p>}
      {llm && <p className="muted">{llm.problem ? inWords(llm.problem) : strings.status.models.llm(llm)}</p>}
      {state === "loading" && <p className="muted">{strings.status.models.loading}</p>}
      {state === "failed" && (
        <p className="warning" role="alert">
          {error ? inWords(error) : strings.status.models.missing}
        </p>
      )}
      {restarts > 0 && <p className="muted">{strings.status.models.restarts(restarts)}</p>}
    </div>
  );
}
