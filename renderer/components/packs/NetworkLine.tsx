import { useEffect } from "react";
import { readRequests } from "../../actions/packs.ts";
import { openDialog } from "../../actions/view.ts";
import { strings } from "../../strings/index.ts";
import { useApp } from "../../use-app.ts";

/** What was ever asked of the network, as the packs process noted it. */
export function NetworkLine() {
  const requests = useApp((state) => state.requests);
  useEffect(() => void readRequests(), []);
  return (
    <>
      {requests && <p data-testid="network">{strings.packs.requests(requests)}</p>}
      <button type="button" className="link" data-testid="how-to-check" onClick={() => openDialog({ kind: "network-check" })}>
        {strings.status.networkCheck.open}
      </button>
    </>
  );
}
