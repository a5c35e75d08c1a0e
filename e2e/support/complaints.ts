import type { Page } from "@playwright/test";

/** Everything a browser complains of: console errors (the security policy's among them) and uncaught errors. */
export class Complaints {
  readonly #heard: string[] = [];
  readonly #expected: RegExp[] = [];

  listenTo(page: Page): void {
    page.on("console", (message) => {
      if (message.type() === "error") this.#heard.push(`${message.text()} (${message.location().url})`);
    });
    page.on("pageerror", (error) => this.#heard.push(error.stack ?? error.message));
  }

  /** What a test provokes on purpose. */
  expect(...patterns: readonly RegExp[]): void {
    this.#expected.push(...patterns);
  }

  unexpected(): readonly string[] {
    return this.#heard.filter((text) => !this.#expected.some((pattern) => pattern.test(text)));
  }
}
