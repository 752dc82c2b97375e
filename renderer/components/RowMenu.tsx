import { Menu, MenuButton, MenuItem, MenuProvider } from "@ariakit/react";
import { Ellipsis } from "lucide-react";
import type { ReactNode } from "react";
import { openDialog } from "../actions/view.ts";
import type { Named } from "../store.ts";
import { strings } from "../strings/index.ts";

/** What can be done with a collection or saved search of the panel. `remove` can be undone; `children`: what else. */
export function RowMenu({ named, remove, children }: { named: Named; remove: () => void; children?: ReactNode }) {
  const label = strings.library.more(named.name);
  return (
    <MenuProvider>
      <MenuButton className="icon small" aria-label={label} title={label} data-testid="row-menu">
        <Ellipsis aria-hidden />
      </MenuButton>
      <Menu className="menu" gutter={2} portal preserveTabOrder={false} unmountOnHide>
        <MenuItem className="menu-item" data-testid="rename" onClick={() => openDialog({ kind: "rename", named })}>
          {strings.library.rename}
        </MenuItem>
        {children}
        <MenuItem className="menu-item" data-testid="remove" onClick={remove}>
          {strings.remove}
        </MenuItem>
      </Menu>
    </MenuProvider>
  );
}
