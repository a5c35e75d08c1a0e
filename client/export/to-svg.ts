import type { BridgeRecord, NamespaceRecord, RecordId } from "../../shared/topology.ts";
import { isInterface } from "../../shared/topology.ts";
import { card } from "../canvas/geometry.ts";
import { linkPath, point } from "../canvas/link-path.ts";
import { addressesOf, stateOf, stateOfLink, type DrawnState } from "../canvas/interface-facts.ts";
import type { Drawing, LabEdge, LinkData, TetherData } from "../canvas/to-flow.ts";
import { indexOf } from "../canvas/topology-index.ts";
import { boundsOf, type Rectangle } from "../gestures/rectangle.ts";
import type { OpenLab } from "../state.ts";

type Colour = (variable: string) => string;

const margin = 40;
const dashes: Readonly<Record<DrawnState, string>> = {
  up: "",
  "no-carrier": "14 5 2 5",
  down: "7 7",
  error: "2 6",
};
const colours: Readonly<Record<DrawnState, string>> = {
  up: "--vl-up",
  "no-carrier": "--vl-no-carrier",
  down: "--vl-down",
  error: "--vl-error",
};

/** The drawing as an SVG document: no style sheet and no script in it, only shapes and text. */
export function toSvg(
  lab: OpenLab,
  drawing: Drawing,
  colour: Colour,
): { text: string; width: number; height: number } {
  const cards = Object.entries(drawing.rectangles);
  const all = cards.length === 0 ? { x: 0, y: 0, width: 0, height: 0 } : boundsOf(cards.map(([, at]) => at));
  const width = all.width + 2 * margin;
  const height = all.height + 2 * margin;
  const content = [
    ...drawing.edges.map((edge) => edgeOf(lab, edge, colour)),
    ...cards.map(([id, at]) => cardOf(lab, id, at, colour)),
  ];
  const text = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="${all.x - margin} ${all.y - margin} ${width} ${height}" font-family="system-ui, sans-serif" font-size="13">
<rect x="${all.x - margin}" y="${all.y - margin}" width="${width}" height="${height}" fill="${colour("--vl-surface")}"/>
${content.join("\n")}
</svg>
`;
  return { text, width, height };
}

function edgeOf(lab: OpenLab, edge: LabEdge, colour: Colour): string {
  if (edge.data === undefined) return "";
  if (!isLink(edge.data)) {
    const d = `M${point(edge.data.start)} L${point(edge.data.end)}`;
    return `<path d="${d}" fill="none" stroke="${colour("--vl-border-strong")}" stroke-width="1.5" stroke-dasharray="1 6"/>`;
  }
  const { from, to, start, end } = edge.data;
  const state = stateOfLink(lab, from, to);
  const stroke = colour(colours[state]);
  const ends = [start, end].map(({ x, y }) => `<circle cx="${x}" cy="${y}" r="5" fill="${stroke}"/>`);
  return `<path d="${linkPath(start, end)}" fill="none" stroke="${stroke}" stroke-width="2.5" stroke-dasharray="${dashes[state]}"/>${ends.join("")}`;
}

function isLink(data: LinkData | TetherData): data is LinkData {
  return "side" in data.start;
}

function cardOf(lab: OpenLab, id: RecordId, at: Rectangle, colour: Colour): string {
  const record = lab.document.topology[id];
  if (record?.kind === "bridge") return barOf(lab, record, at, colour);
  return record?.kind === "namespace" ? namespaceOf(lab, record, at, colour) : "";
}

function namespaceOf(lab: OpenLab, record: NamespaceRecord, at: Rectangle, colour: Colour): string {
  const chips = indexOf(lab.document.topology).chips.get(record.id) ?? [];
  const rows = chips.map((chip, row) => chipOf(lab, chip, at, row, colour));
  return `${box(at, "--vl-card", colour)}<path d="M${at.x} ${at.y + card.head} h${at.width}" stroke="${colour("--vl-border")}"/>${text(at.x + 14, at.y + 26, record.name, { fill: colour("--vl-text"), "font-weight": "650", "font-size": "15" })}${rows.join("")}`;
}

function chipOf(lab: OpenLab, id: RecordId, at: Rectangle, row: number, colour: Colour): string {
  const record = lab.document.topology[id];
  if (!isInterface(record)) return "";
  const y = at.y + card.head + (row + 0.5) * card.chip + card.padding / 2;
  const mono = { "font-family": "monospace" };
  const address = addressesOf(lab, record)[0] ?? "–";
  const dot = `<circle cx="${at.x + 16}" cy="${y}" r="5" fill="${colour(colours[stateOf(lab, id)])}"/>`;
  const name = text(at.x + 28, y + 4.5, record.name, {
    ...mono,
    fill: colour("--vl-text"),
    "font-weight": "600",
  });
  const right = text(at.x + at.width - 12, y + 4.5, address, {
    ...mono,
    fill: colour("--vl-muted"),
    "text-anchor": "end",
  });
  return dot + name + right;
}

function barOf(lab: OpenLab, record: BridgeRecord, at: Rectangle, colour: Colour): string {
  const state = colour(colours[stateOf(lab, record.id)]);
  const address = addressesOf(lab, record).join(" ");
  const name = text(at.x + 20, at.y + (address === "" ? 33 : 25), record.name, {
    fill: colour("--vl-text"),
    "font-weight": "650",
    "font-size": "15",
  });
  const second =
    address === ""
      ? ""
      : text(at.x + 20, at.y + 43, address, { fill: colour("--vl-muted"), "font-family": "monospace" });
  return `${box(at, "--vl-card-head", colour)}<rect x="${at.x}" y="${at.y}" width="6" height="${at.height}" rx="3" fill="${state}"/>${name}${second}`;
}

function box(at: Rectangle, fill: string, colour: Colour): string {
  return `<rect x="${at.x}" y="${at.y}" width="${at.width}" height="${at.height}" rx="9" fill="${colour(fill)}" stroke="${colour("--vl-border-strong")}" stroke-width="1.5"/>`;
}

function text(x: number, y: number, content: string, attributes: Readonly<Record<string, string>>): string {
  const written = Object.entries(attributes).map(([name, value]) => ` ${name}="${value}"`);
  return `<text x="${x}" y="${y}"${written.join("")}>${escaped(content)}</text>`;
}

function escaped(content: string): string {
  return content
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
