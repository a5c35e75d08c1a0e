import { expect, type Locator, type Page } from "@playwright/test";

/** The terminal that is shown, and the tabs of all. */
export class Terminals {
  readonly page: Page;
  readonly view: Locator;
  readonly tabs: Locator;
  readonly input: Locator;

  constructor(page: Page) {
    this.page = page;
    this.view = page.getByTestId("terminal");
    this.tabs = page.getByTestId("terminal-tab");
    this.input = this.view.locator("textarea");
  }

  /** From the keyboard; where depends on what is selected. */
  async open(prompt: string): Promise<void> {
    await this.page.keyboard.press("t");
    await this.expectShown(prompt);
    await expect(this.input).toBeFocused();
  }

  /** Types a line, and sees what it leads to. */
  async run(line: string, outcome: string | RegExp): Promise<void> {
    await this.page.keyboard.insertText(line);
    await this.page.keyboard.press("Enter");
    await this.expectShown(outcome);
  }

  async expectShown(text: string | RegExp): Promise<void> {
    await expect.poll(() => this.text()).toMatch(text);
  }

  /** What is seen of it now, without what is empty. */
  async text(): Promise<string> {
    const rows = await this.view.locator(".xterm-rows > div").allTextContents();
    // A blank cell is drawn as a space that does not break.
    return rows
      .map((row) => row.replaceAll("\u00a0", " ").trimEnd())
      .join("\n")
      .trimEnd();
  }
}
