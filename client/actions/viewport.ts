import type { Position, RecordId } from "../../shared/topology.ts";

/** What the canvas can do for verbs that come from elsewhere. Sizes and places in canvas coordinates. */
export interface Viewport {
  readonly zoomIn: () => void;
  readonly zoomOut: () => void;
  readonly zoomTo: (zoom: number) => void;
  /** All of it without a list. */
  readonly fit: (records?: readonly RecordId[]) => void;
  /** This card in the middle, as large as it is, unless it is in sight anyway. */
  readonly show: (record: RecordId) => void;
  readonly center: () => Position;
  /** Where the pointer is, if it is over the canvas. */
  readonly pointer: () => Position | null;
  /** The whole drawing as a picture. */
  readonly toPicture: (format: "svg" | "png") => Promise<Blob>;
}
