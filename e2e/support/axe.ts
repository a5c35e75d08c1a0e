import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";

/** What shuts somebody out of the page as it is now. */
export async function seriousFindings(page: Page): Promise<readonly (readonly (string | undefined)[])[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => [id, html, failureSummary]));
}
