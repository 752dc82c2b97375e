import { X } from "lucide-react";
import { closeToast } from "../actions/messages.ts";
import type { Toast } from "../store.ts";
import { strings } from "../strings/index.ts";
import { useApp } from "../use-app.ts";

export function ConnectionBanner() {
  const connection = useApp((state) => state.connection);
  const started = useApp(({ status }) => status !== null);
  if (connection === "lost")
    return (
      <div className="banner" role="alert">
        <strong>{strings.connection.lost}</strong> {strings.connection.lostHint}
      </div>
    );
  return started ? null : <p className="starting">{strings.connection.connecting}</p>;
}

/** What the page says, in the layer that can be reached: a modal dialog makes all that lies outside of it inert. */
export function Messages() {
  return (
    <>
      <Toasts />
      <SpokenLine />
    </>
  );
}

function Toasts() {
  const toasts = useApp((state) => state.toasts);
  return (
    <div className="toasts">
      {toasts.map((toast) => (
        <ToastCard key={toast.key} toast={toast} />
      ))}
    </div>
  );
}

function ToastCard({ toast: { key, kind, text, action } }: { toast: Toast }) {
  const run = () => {
    closeToast(key);
    action?.run();
  };
  return (
    <div className={`toast ${kind}`} data-testid="toast" role={kind === "error" ? "alert" : "status"}>
      <p>{text}</p>
      {action && (
        <button type="button" className="quiet" onClick={run}>
          {action.label}
        </button>
      )}
      <button type="button" className="icon" aria-label={strings.dismiss} onClick={() => closeToast(key)}>
        <X aria-hidden />
      </button>
    </div>
  );
}

function SpokenLine() {
  const spoken = useApp((state) => state.spoken);
  return (
    <p className="unseen" role="status" aria-live="polite">
      {spoken}
    </p>
  );
}
