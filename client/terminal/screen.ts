import { FitAddon } from "@xterm/addon-fit";
import { SearchAddon } from "@xterm/addon-search";
import { WebLinksAddon } from "@xterm/addon-web-links";
import { Terminal } from "@xterm/xterm";
import "@xterm/xterm/css/xterm.css";
import type { TerminalSize } from "../../shared/terminal.ts";
import { openUnderPolicy } from "./open-under-policy.ts";
import { terminalTheme } from "./theme.ts";

const scrollbackLines = 10_000;

interface Handlers {
  /** What was typed, or pasted, or what the terminal answers to a program that asks. */
  readonly onInput: (text: string) => void;
  /** True for a key that is the page's and not the terminal's. */
  readonly isPageKey: (event: KeyboardEvent) => boolean;
}

interface Look {
  readonly scheme: "light" | "dark";
  readonly isReader: boolean;
  /** For screen readers. */
  readonly label: string;
}

/** What is seen of a terminal. Everything happens to it in the order in which it was told. */
export class Screen {
  readonly #parent: HTMLElement;
  readonly #terminal: Terminal;
  readonly #fit = new FitAddon();
  readonly #search = new SearchAddon();
  /** What is shown was answered long ago. */
  #isHistory = true;

  constructor(parent: HTMLElement, { onInput, isPageKey }: Handlers) {
    this.#parent = parent;
    this.#terminal = new Terminal({
      scrollback: scrollbackLines,
      fontFamily: getComputedStyle(document.documentElement).getPropertyValue("--vl-mono"),
      fontSize: 13,
      lineHeight: 1.15,
      cursorBlink: false,
      minimumContrastRatio: 4.5,
    });
    this.#terminal.loadAddon(this.#fit);
    this.#terminal.loadAddon(this.#search);
    this.#terminal.loadAddon(new WebLinksAddon((_event, url) => void window.open(url, "_blank", "noopener")));
    openUnderPolicy(this.#terminal, parent);
    this.#terminal.attachCustomKeyEventHandler((event) => !isPageKey(event));
    const input = (text: string) => {
      if (!this.#isHistory) onInput(text);
    };
    this.#terminal.onData(input);
    this.#terminal.onBinary(input);
  }

  /** Everything anew; what comes is history. */
  begin(size: TerminalSize): void {
    this.#then(() => {
      this.#isHistory = true;
      this.#terminal.reset();
      this.#terminal.resize(size.columns, size.rows);
    });
  }

  live(): void {
    this.#then(() => {
      this.#isHistory = false;
      this.#showEnd();
    });
  }

  resized(size: TerminalSize): void {
    this.#then(() => {
      this.#terminal.resize(size.columns, size.rows);
      this.#showEnd();
    });
  }

  write(bytes: Uint8Array, onDrawn: () => void): void {
    this.#terminal.write(bytes, onDrawn);
  }

  /** How much there is room for; null while it is not seen. */
  room(): TerminalSize | null {
    const { cols, rows } = this.#fit.proposeDimensions() ?? {};
    if (cols === undefined || rows === undefined || Number.isNaN(cols) || Number.isNaN(rows)) return null;
    return { columns: Math.min(1000, cols), rows: Math.min(1000, rows) };
  }

  look({ scheme, isReader, label }: Look): void {
    this.#terminal.textarea?.setAttribute("aria-label", label);
    this.#terminal.options.theme = terminalTheme(scheme);
    this.#terminal.options.screenReaderMode = isReader;
  }

  get selection(): string {
    return this.#terminal.getSelection();
  }

  find(text: string, direction: "next" | "previous"): boolean {
    if (direction === "next") return this.#search.findNext(text);
    return this.#search.findPrevious(text);
  }

  focus(): void {
    this.#terminal.focus();
  }

  dispose(): void {
    this.#terminal.dispose();
  }

  /** Where it is higher than the room for it: what is new is at its end. */
  #showEnd(): void {
    this.#parent.scrollTo({ top: this.#parent.scrollHeight });
  }

  /** After what was told before is drawn. */
  #then(act: () => void): void {
    this.#terminal.write("", act);
  }
}
