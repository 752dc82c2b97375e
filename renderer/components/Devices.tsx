import { checkDevices } from "../actions/devices.ts";
import { strings } from "../strings/index.ts";
import { useApp } from "../use-app.ts";

/** What came of trying this computer's devices, and a way to try them again. */
export function Devices() {
  const models = useApp(({ status }) => status?.models);
  if (!models?.provider) return null;
  const { trying, provider, state } = models;
  const { tried, untried, asked } = provider;
  const words = strings.devices;
  if (asked === "cpu") return null;
  return (
    <div className="devices" data-testid="devices">
      {trying !== undefined && <p className="muted">{words.trying(trying)}</p>}
      {tried.length + untried.length > 0 && (
        <details>
          <summary>{words.why}</summary>
          <ul>
            {tried.map((one) => (
              <li key={one.device}>{words.line(one)}</li>
            ))}
            {untried.map((device) => (
              <li key={device}>{words.untried(device)}</li>
            ))}
          </ul>
        </details>
      )}
      <button
        type="button"
        className="plain small"
        title={words.checkTitle}
        disabled={trying !== undefined || state !== "ready"}
        data-testid="check-devices"
        onClick={() => void checkDevices()}
      >
        {words.check}
      </button>
    </div>
  );
}
