import { Menu, MenuButton, MenuItem, MenuProvider } from "@ariakit/react";
import { ChevronDown, Sparkles } from "lucide-react";
import { applyPreset } from "../actions/query.ts";
import { presetNames } from "../balance.ts";
import { strings } from "../strings/index.ts";
import { useApp } from "../use-app.ts";

/** What one often wants, as a stop of the slider and a beginning of the words. */
export function Presets() {
  const hasReference = useApp(({ query }) => query.references.length > 0);
  if (!hasReference) return null;
  return (
    <MenuProvider>
      <MenuButton className="quiet small" data-testid="presets">
        <Sparkles aria-hidden /> {strings.query.presets} <ChevronDown aria-hidden />
      </MenuButton>
      <Menu className="menu" gutter={4} unmountOnHide>
        {presetNames.map((name) => (
          <MenuItem key={name} className="menu-item" data-testid={`preset-${name}`} onClick={() => applyPreset(name)}>
            {strings.query.presetList[name].name}
          </MenuItem>
        ))}
      </Menu>
    </MenuProvider>
  );
}
