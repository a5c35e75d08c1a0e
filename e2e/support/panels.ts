import { expect, type Locator, type Page } from "@playwright/test";

/** The right side: what is selected, and its fields. */
export class Inspector {
  readonly page: Page;
  readonly root: Locator;

  constructor(page: Page) {
    this.page = page;
    this.root = page.getByTestId("inspector");
  }

  field(name: string): Locator {
    return this.root.getByTestId(name);
  }

  /** Types over a field and presses Enter. */
  async fill(name: string, text: string): Promise<void> {
    const field = this.field(name);
    await field.fill(text);
    await field.press("Enter");
  }

  /** What the page says is wrong with a field. */
  problemOf(name: string): Locator {
    return this.root
      .locator("[data-invalid]")
      .filter({ has: this.page.getByTestId(name) })
      .locator("[aria-live]");
  }

  /** The switch is a checkbox under a drawn one. */
  async toggle(name: string): Promise<void> {
    await this.field(name).click({ force: true });
  }
}

/** The bottom: commands, pings, terminals and a script. */
export class Dock {
  readonly root: Locator;
  readonly pings: Locator;
  readonly commands: Locator;

  constructor(page: Page) {
    this.root = page.getByTestId("dock");
    this.pings = this.root.getByTestId("ping-row");
    this.commands = this.root.getByTestId("command");
  }

  async show(tab: "commands" | "pings" | "terminals" | "script"): Promise<void> {
    const panel = this.root.getByTestId(`dock-${tab}-panel`);
    if (!(await panel.isVisible())) await this.root.getByTestId(`dock-${tab}`).click();
    await expect(panel).toBeVisible();
  }

  async startPing(from: string, to: string): Promise<void> {
    await this.show("pings");
    await this.root.getByTestId("ping-from").selectOption({ label: from });
    await this.root.getByTestId("ping-to").fill(to);
    await this.root.getByTestId("ping-start").click();
  }

  ping(from: string, to: string): Locator {
    return this.pings.filter({ hasText: `${from} → ${to}` });
  }
}
