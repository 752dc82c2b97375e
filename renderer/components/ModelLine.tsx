import { strings } from "../strings/en.ts";
import { useApp } from "../use-app.ts";

/** Which pack answers, under which licence, and on which device. */
export function ModelLine() {
  const models = useApp(({ status }) => status?.models);
  if (!models) return null;
  const { state, pack, provider, error, restarts } = models;
  return (
    <div className="model-line" data-testid="models">
      {pack && <p>{strings.models.pack(pack)}</p>}
      {provider && <p className="muted">{provider.reason}</p>}
      {state === "loading" && <p className="muted">{strings.models.loading}</p>}
      {state === "failed" && (
        <p className="warning" role="alert">
          {error ?? strings.models.missing}
        </p>
      )}
      {restarts > 0 && <p className="muted">{strings.models.restarts(restarts)}</p>}
    </div>
  );
}
