/** What axe finds in a page: breaches of WCAG 2.2 AA, and what else it calls serious. */
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";

const wcag = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const targets = { "target-size": { enabled: true } };
/** Rules whose outcome another look may change, the page being the same */
export const rulesOfColour = ["color-contrast", "link-in-text-block"];

/** `rules`: these only */
export async function faultsOf(page: Page, rules?: string[]): Promise<string[]> {
  await untilStill(page);
  const runOnly = rules ? { type: "rule" as const, values: rules } : { type: "tag" as const, values: [...wcag, "best-practice"] };
  const isThere = await page.evaluate<boolean>("'axe' in window");
  const axe = new AxeBuilder({ page, ...(isThere && { axeSource: ";" }) }).options({
    runOnly,
    ...(!rules && { rules: targets }),
    resultTypes: ["violations"],
  });
  // What lies behind a dialog cannot be reached.
  if (await page.locator("dialog[open]").isVisible()) axe.include("dialog[open]");
  // There are no frames: what axe does for them takes as long again.
  const { violations } = await axe.setLegacyMode().analyze();
  return violations
    .filter(({ impact, tags }) => impact === "serious" || impact === "critical" || tags.some((tag) => wcag.includes(tag)))
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`);
}

/** What is half faded has not its own contrast yet. */
async function untilStill(page: Page): Promise<void> {
  const fading = "document.getAnimations().filter(({ effect }) => effect.getTiming().iterations !== Infinity).length";
  while ((await page.evaluate<number>(fading)) > 0) await page.waitForTimeout(50);
}
