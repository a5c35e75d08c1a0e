import type { TerminalServerMessage } from "../../shared/terminal.ts";
import { connection } from "../connection.ts";
import { useStore } from "../store.ts";
import { trailing } from "../trailing.ts";
import { Screen } from "./screen.ts";
import { TerminalLink } from "./terminal-link.ts";

/** While somebody drags the dock's edge, the shell is told of its size so often. */
const resizeIntervalMs = 100;
const retryMs = 500;

interface Options {
  readonly lab: string;
  readonly terminal: string;
  readonly isPageKey: (event: KeyboardEvent, screen: Screen) => boolean;
  /** Somebody typed who may only look on. */
  readonly onRefused: () => void;
}

/** Draws a terminal into a place of the page, and keeps it linked with the server while the lab is. */
export class OpenTerminal {
  readonly screen: Screen;
  readonly #options: Options;
  readonly #observer: ResizeObserver;
  readonly #stopWatching: () => void;
  #link: TerminalLink | null = null;
  #retry: ReturnType<typeof setTimeout> | undefined;

  constructor(place: HTMLElement, options: Options) {
    this.#options = options;
    this.screen = new Screen(place, {
      onInput: (text) => (this.#isWriter ? this.#link?.type(text) : options.onRefused()),
      isPageKey: (event) => options.isPageKey(event, this.screen),
    });
    this.#observer = new ResizeObserver(() => this.#tellRoom(undefined));
    this.#observer.observe(place);
    let { connection: before } = useStore.getState();
    let wasWriter = this.#isWriter;
    this.#stopWatching = useStore.subscribe((state) => {
      if (state.connection !== before) this.#follow(state.connection === "live");
      if (this.#isWriter && !wasWriter) this.#tellRoom(undefined);
      before = state.connection;
      wasWriter = this.#isWriter;
    });
    this.#follow(before === "live");
  }

  takeOver(): void {
    this.#link?.takeOver();
    this.screen.focus();
  }

  dispose(): void {
    this.#stopWatching();
    this.#observer.disconnect();
    this.#follow(false);
    this.screen.dispose();
  }

  get #isWriter(): boolean {
    const states = useStore.getState().lab?.terminals ?? [];
    return states.find(({ id }) => id === this.#options.terminal)?.writer.id === connection.author.id;
  }

  /** Its socket comes and goes with the lab's own, which finds out by itself when the server is away. */
  #follow(isLive: boolean): void {
    clearTimeout(this.#retry);
    this.#link?.close();
    this.#link = isLive ? this.#newLink() : null;
  }

  #newLink(): TerminalLink {
    const { lab, terminal } = this.#options;
    const link: TerminalLink = new TerminalLink(lab, terminal, connection.author, {
      onMessage: (message) => this.#hear(message),
      onBytes: (bytes) => this.screen.write(bytes, () => link.drawn(bytes.length)),
      onLost: () => {
        this.#retry = setTimeout(() => this.#follow(true), retryMs);
      },
    });
    return link;
  }

  #hear(message: TerminalServerMessage): void {
    switch (message.type) {
      case "begin":
        return this.screen.begin(message.size);
      case "live":
        this.screen.live();
        return this.#tellRoom(undefined);
      case "resized":
        return this.screen.resized(message.size);
      case "problem":
        return useStore.getState().showProblem(message.problem);
      // The lab's own socket tells of that, too, and of all terminals.
      case "state":
    }
  }

  /** How much there is room for. It counts for who writes, and comes back with the bytes. */
  readonly #tellRoom = trailing<undefined>(resizeIntervalMs, () => {
    const room = this.#isWriter ? this.screen.room() : null;
    if (room !== null) this.#link?.resize(room);
  });
}
