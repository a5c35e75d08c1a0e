import { expect, type Locator, type Page } from "@playwright/test";

type Addable = "namespace" | "bridge" | "router";

/** A point of the canvas, in pixels from its upper left corner. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The canvas as hands use it: everything goes by the mouse, at the places that are really on the screen. */
export class Canvas {
  readonly page: Page;
  readonly root: Locator;
  readonly cards: Locator;
  readonly links: Locator;

  constructor(page: Page) {
    this.page = page;
    this.root = page.getByTestId("canvas");
    this.cards = this.root.locator("[data-record]");
    this.links = this.root.locator("[data-link]");
  }

  card(name: string): Locator {
    return this.root.locator(`[data-record][data-name="${name}"]`);
  }

  /** An interface on its card, by the card's name and its own. */
  chip(card: string, name: string): Locator {
    return this.card(card)
      .locator("[data-interface]")
      .filter({ has: this.page.locator("[data-edit=name]").getByText(name, { exact: true }) });
  }

  loopback(card: string): Locator {
    return this.card(card).getByTestId("loopback");
  }

  /** The drawn link between two cards, by what it is called for those who do not see it. */
  link(from: string, to: string): Locator {
    return this.links.and(
      this.page.getByRole("button", { name: new RegExp(`\\b${from} .*\\b${to} |\\b${to} .*\\b${from} `) }),
    );
  }

  /** Drags one from the palette and returns its card once the server has said yes. */
  async drag(kind: Addable, to: Point): Promise<Locator> {
    const known = await this.ids();
    await this.dragNew(kind, to);
    const card = await this.newCard(known);
    await expect(card).toHaveAttribute("data-selected", "true");
    await this.#settled("visible");
    return card;
  }

  async dragNew(kind: Addable | "container" | "network", to: Point): Promise<void> {
    const button = await boxOf(this.page.getByTestId(`palette-${kind}`));
    const canvas = await boxOf(this.root);
    await this.page.mouse.move(button.x + button.width / 2, button.y + button.height / 2);
    await this.page.mouse.down();
    await this.page.mouse.move(canvas.x + to.x, canvas.y + to.y, { steps: 6 });
    await this.page.mouse.up();
  }

  addNamespace(to: Point): Promise<Locator> {
    return this.drag("namespace", to);
  }

  addBridge(to: Point): Promise<Locator> {
    return this.drag("bridge", to);
  }

  ids(): Promise<string[]> {
    return this.cards.evaluateAll((cards) => cards.map((card) => card.getAttribute("data-record") ?? ""));
  }

  /** The one card that was not there before. */
  async newCard(known: readonly string[]): Promise<Locator> {
    await expect(this.cards).toHaveCount(known.length + 1);
    const id = (await this.ids()).find((other) => !known.includes(other));
    return this.root.locator(`[data-record="${id}"]`);
  }

  /** From the edge of one card to the middle of another. */
  async wire(from: string, to: string): Promise<void> {
    const count = await this.links.count();
    await this.#connect(this.card(from), this.card(to));
    await expect(this.links).toHaveCount(count + 1);
    await expect(this.root.locator("[data-link][data-selected]")).toHaveCount(1);
    await this.#settled("visible");
  }

  /** With the ping tool in hand. */
  async ping(from: string, to: string): Promise<void> {
    await this.page.getByTestId("palette-ping").click();
    await expect(this.root).toHaveAttribute("data-mode", "ping");
    const [a, b] = [await boxOf(this.card(from)), await boxOf(this.card(to))];
    await this.dragMouse(middleOf(a), middleOf(b));
    await this.page.keyboard.press("Escape");
    await expect(this.root).toHaveAttribute("data-mode", "select");
  }

  async #connect(from: Locator, to: Locator): Promise<void> {
    const [start, end] = [await boxOf(from), await boxOf(to)];
    const side = nearestSide(start, end);
    const strip = await boxOf(from.getByTestId(`connect-${side}`));
    await this.dragMouse(middleOf(strip), middleOf(end));
  }

  /** By the head, where nothing else is. */
  async move(card: string, by: Point): Promise<void> {
    const { x, y, width } = await boxOf(this.card(card));
    const start = { x: x + width / 2, y: y + 14 };
    await this.dragMouse(start, { x: start.x + by.x, y: start.y + by.y });
  }

  /** In pixels of the page. */
  async dragMouse(from: Point, to: Point): Promise<void> {
    await this.page.mouse.move(from.x, from.y);
    await this.page.mouse.down();
    await this.page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 3 });
    await this.page.mouse.move(to.x, to.y, { steps: 3 });
    await this.page.mouse.up();
  }

  /** Selects a card by its head. */
  async select(card: string, ...modifiers: ("Shift" | "ControlOrMeta")[]): Promise<void> {
    await this.card(card).click({ position: { x: 14, y: 14 }, modifiers });
    await expect(this.card(card)).toHaveAttribute("data-selected", "true");
    await this.#settled("visible");
  }

  /** The inspector opens and closes beside the canvas, which then moves to keep in sight what was. */
  async #settled(inspector: "visible" | "hidden"): Promise<void> {
    await expect(this.page.getByTestId("inspector")).toBeVisible({ visible: inspector === "visible" });
    // The canvas hears of its new size with the next frame.
    await this.page.evaluate(
      () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
    );
    await expect(this.root).not.toHaveAttribute("data-settling");
  }

  /** Types over an interface's address where it stands. */
  async editAddress(card: string, name: string, address: string): Promise<void> {
    await this.chip(card, name).locator("[data-edit=addresses]").dblclick();
    await this.#type(address);
  }

  async rename(card: string, name: string): Promise<void> {
    await this.select(card);
    await this.page.keyboard.press("F2");
    await this.#type(name);
  }

  async #type(text: string): Promise<void> {
    const input = this.root.locator("input:focus");
    await expect(input).toBeVisible();
    await this.page.keyboard.insertText(text);
    await expect(input).toHaveValue(text);
    await this.page.keyboard.press("Enter");
  }

  async clearSelection(): Promise<void> {
    await this.page.keyboard.press("Escape");
    await expect(this.root.locator("[data-record][data-selected]")).toHaveCount(0);
    await this.#settled("hidden");
  }
}

export interface Box extends Point {
  readonly width: number;
  readonly height: number;
}

/** Where it is once it has come to rest. */
export async function boxOf(locator: Locator): Promise<Box> {
  await locator.hover({ trial: true });
  const box = await locator.boundingBox();
  if (box === null) throw new Error("it is not on the screen");
  return box;
}

export function middleOf({ x, y, width, height }: Box): Point {
  return { x: x + width / 2, y: y + height / 2 };
}

function nearestSide(from: Box, to: Box): "top" | "right" | "bottom" | "left" {
  const a = middleOf(from);
  const b = middleOf(to);
  if (Math.abs(b.x - a.x) > Math.abs(b.y - a.y)) return b.x > a.x ? "right" : "left";
  return b.y > a.y ? "bottom" : "top";
}
