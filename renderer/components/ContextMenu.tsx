import { Menu, MenuButton, MenuItem, MenuProvider, MenuSeparator, useMenuStore } from "@ariakit/react";
import { ChevronRight } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import { addToCollection, takeOut } from "../actions/collections.ts";
import { closeMenu, openDialog } from "../actions/view.ts";
import { type CommandName, commandNamed } from "../commands.ts";
import { focusGrid } from "../focus.ts";
import { host } from "../host.ts";
import { keyInWords } from "../key-names.ts";
import { type Menu as Place, store, targets } from "../store.ts";
import { strings } from "../strings/index.ts";
import { useApp } from "../use-app.ts";

const asReference = ["refer", "add-reference", "not-like", "similar"] as const;
const ofResults = ["more", "less", "why"] as const;
const starCommands = ["stars-5", "stars-4", "stars-3", "stars-2", "stars-1", "stars-0"] as const;
const flagCommands = ["pick", "reject", "unflag"] as const;
const labelCommands = ["label-red", "label-yellow", "label-green", "label-blue", "label-purple", "label-none"] as const;
const originals = host
  ? (["loupe", "open", "editor", "reveal", "copy", "copy-path", "export"] as const)
  : (["loupe", "copy-path", "export"] as const);
const index = ["caption-now", "retry", "leave-out"] as const;

/** What can be done with the photos that are chosen, where it was asked for; nothing that would do nothing there. */
export function ContextMenu() {
  const menu = useApp((state) => state.menu);
  return menu && <OpenMenu key={`${menu.x} ${menu.y}`} at={menu} />;
}

/** It takes the focus, and gives it back. */
function OpenMenu({ at: { x, y } }: { at: Place }) {
  const inResults = useApp(({ results }) => results !== null);
  const [before] = useState(() => document.activeElement);
  const close = (open: boolean) => {
    if (open) return;
    closeMenu();
    if (before instanceof HTMLElement && before.isConnected) before.focus();
    else focusGrid();
  };
  const menu = useMenuStore({ open: true, setOpen: close });
  useEffect(() => {
    menu.setInitialFocus("first");
    menu.setAutoFocusOnShow(true);
  }, [menu]);
  return (
    <MenuProvider store={menu}>
      <Menu
        className="menu"
        aria-label={strings.commands.menu}
        getAnchorRect={() => ({ x, y, width: 0, height: 0 })}
        autoFocusOnShow
        fitViewport
        data-testid="context-menu"
        portal
        preserveTabOrder={false}
      >
        <Items names={asReference} />
        {inResults && <MenuSeparator className="menu-line" />}
        {inResults && <Items names={ofResults} />}
        <MenuSeparator className="menu-line" />
        <Submenu text={strings.commands.names.stars}>
          <Items names={starCommands} />
        </Submenu>
        <Submenu text={strings.commands.names.flags}>
          <Items names={flagCommands} />
        </Submenu>
        <Submenu text={strings.commands.names.labels}>
          <Items names={labelCommands} />
        </Submenu>
        <Submenu text={strings.library.collections.addTo}>
          <CollectionItems />
        </Submenu>
        <TakeOutItem />
        <MenuSeparator className="menu-line" />
        <Items names={originals} />
        <MenuSeparator className="menu-line" />
        <Items names={index} />
      </Menu>
    </MenuProvider>
  );
}

function Items({ names }: { names: readonly CommandName[] }) {
  return names.map((name) => <CommandItem key={name} name={name} />);
}

function CommandItem({ name }: { name: CommandName }) {
  const command = commandNamed(name);
  if (!command) return null;
  const [key] = command.keys;
  return (
    <MenuItem className="menu-item" data-testid={`menu-${name}`} onClick={() => void command.run()}>
      <span>{strings.commands.names[name]}</span>
      {key && <kbd>{keyInWords(key)}</kbd>}
    </MenuItem>
  );
}

function Submenu({ text, children }: { text: string; children: ReactNode }) {
  return (
    <MenuProvider>
      <MenuButton className="menu-item" render={<MenuItem />}>
        <span>{text}</span> <ChevronRight aria-hidden />
      </MenuButton>
      <Menu className="menu" gutter={2} shift={-5} portal preserveTabOrder={false}>
        {children}
      </Menu>
    </MenuProvider>
  );
}

function CollectionItems() {
  const collections = useApp((state) => state.collections);
  return (
    <>
      {collections.map((collection) => (
        <MenuItem key={collection.id} className="menu-item" onClick={() => void addToCollection(collection)}>
          {collection.name}
        </MenuItem>
      ))}
      <MenuItem
        className="menu-item"
        data-testid="menu-new-collection"
        onClick={() => openDialog({ kind: "new-collection", photos: targets(store.getState()) })}
      >
        {strings.library.collections.add}
      </MenuItem>
    </>
  );
}

/** In a collection, photos can also leave it. */
function TakeOutItem() {
  const name = useApp(({ library }) => library.filter.collections?.[0]);
  const collection = useApp(({ collections }) => collections.find((other) => other.name === name));
  if (!collection) return null;
  return (
    <MenuItem className="menu-item" onClick={() => void takeOut(collection)}>
      {strings.library.collections.takeOut(collection.name)}
    </MenuItem>
  );
}
