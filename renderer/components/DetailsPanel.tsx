import { setDetails } from "../actions/view.ts";
import { detailsButtonId } from "../focus.ts";
import { activePhoto } from "../store.ts";
import { strings } from "../strings/index.ts";
import { useApp } from "../use-app.ts";
import { useDetail } from "../use-detail.ts";
import { Details } from "./Details.tsx";
import { Drawer } from "./Drawer.tsx";

/** Beside the grid: what is known of the active photo, and why it matched. */
export function DetailsPanel({ drawer }: { drawer: boolean }) {
  const photo = useApp(activePhoto);
  const detail = useDetail(photo?.id);
  return (
    <Drawer className="details-panel" label={strings.details} drawer={drawer} buttonId={detailsButtonId} close={() => setDetails(false)}>
      {photo ? <Details photo={photo} detail={detail} /> : <p className="muted">{strings.loupe.nothingChosen}</p>}
    </Drawer>
  );
}
