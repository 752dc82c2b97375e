import { setMode } from "../actions/query.ts";
import { strings } from "../strings/index.ts";
import { useApp } from "../use-app.ts";
import { Choice } from "./Choice.tsx";

/** Quick results alone, or refined ones after them; off, with the reason, where the pack cannot rewrite. */
export function ModeSwitch() {
  const mode = useApp(({ query }) => query.mode);
  const basic = useApp(({ status }) => status !== null && status.models.state === "ready" && status.stages.captions === null);
  return (
    <Choice
      label={strings.query.mode}
      value={basic ? "quick" : mode}
      choices={[
        ["quick", strings.query.quick],
        ["refined", strings.query.refined],
      ]}
      onChoose={setMode}
      testId="mode"
      disabled={basic ? strings.query.basicMode : undefined}
    />
  );
}
