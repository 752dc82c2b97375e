// Before all that makes schemas.
import "../contract/without-eval.ts";

import { createRoot } from "react-dom/client";
import { App } from "./App.tsx";
import { stayConnected } from "./actions/connection.ts";
import { followWidth } from "./actions/view.ts";
import { keepFocus } from "./focus.ts";
import { listenToKeys } from "./keys.ts";
import "./style/tokens.css";
import "./style/base.css";
import "./style/frame.css";
import "./style/trial.css";
import "./style/query.css";
import "./style/references.css";
import "./style/menu.css";
import "./style/drop.css";
import "./style/grid.css";
import "./style/library.css";
import "./style/loupe.css";
import "./style/filmstrip.css";
import "./style/details.css";
import "./style/status.css";
import "./style/dialog.css";
import "./style/settings.css";
import "./style/packs.css";

const page = document.getElementById("page");
if (page) createRoot(page).render(<App />);
followWidth();
listenToKeys();
keepFocus();
void stayConnected();
