import { Tab, TabList, TabPanel, TabProvider } from "@ariakit/react";
import { type ReactNode, useState } from "react";
import { strings } from "../strings/index.ts";
import { AboutSettings } from "./settings/AboutSettings.tsx";
import { FileSettings } from "./settings/FileSettings.tsx";
import { FolderSettings } from "./settings/FolderSettings.tsx";
import { GeneralSettings } from "./settings/GeneralSettings.tsx";
import { IndexSettings } from "./settings/IndexSettings.tsx";
import { KeySettings } from "./settings/KeySettings.tsx";
import { PackSettings } from "./settings/PackSettings.tsx";
import { PrivacySettings } from "./settings/PrivacySettings.tsx";
import { SearchSettings } from "./settings/SearchSettings.tsx";

const tabs = {
  general: GeneralSettings,
  folders: FolderSettings,
  search: SearchSettings,
  index: IndexSettings,
  packs: PackSettings,
  files: FileSettings,
  keys: KeySettings,
  privacy: PrivacySettings,
  about: AboutSettings,
} satisfies Record<string, () => ReactNode>;
const tabNames = Object.keys(tabs) as (keyof typeof tabs)[];

/** Each change works at once. `tab`: the one that is shown first */
export function Settings({ tab = "general" }: { tab?: keyof typeof tabs }) {
  const [selected, setSelected] = useState<string | null | undefined>(`settings-${tab}`);
  return (
    <TabProvider orientation="vertical" selectedId={selected} setSelectedId={setSelected}>
      <div className="settings">
        <TabList className="tab-list" aria-label={strings.settings.title}>
          {tabNames.map((name) => (
            <Tab key={name} id={`settings-${name}`} className="tab" data-testid={`tab-${name}`}>
              {strings.settings.tabs[name]}
            </Tab>
          ))}
        </TabList>
        {tabNames.map((name) => {
          const Content = tabs[name];
          return (
            <TabPanel key={name} tabId={`settings-${name}`} className="tab-panel" unmountOnHide>
              <Content />
            </TabPanel>
          );
        })}
      </div>
      {selected !== "settings-packs" && <p className="muted small">{strings.settings.atOnce}</p>}
    </TabProvider>
  );
}
