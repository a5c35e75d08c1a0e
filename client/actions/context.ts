import type { MantineColorScheme } from "@mantine/core";
import type { TFunction } from "i18next";
import type { Position, RecordId } from "../../shared/topology.ts";
import type { Connection } from "../connection.ts";
import type { State } from "../state.ts";
import type { Viewport } from "./viewport.ts";

/** What decides whether a verb can be used now. */
export interface ActionState extends State {
  readonly hasClipboard: boolean;
}

/** What a verb works with. `client/actions/run.ts` builds it; the canvas registers its viewport. */
export interface ActionContext {
  readonly state: State;
  readonly connection: Connection;
  /** null while no canvas is shown. */
  readonly viewport: Viewport | null;
  /** The pointer on the canvas, or the middle of what is seen: where new things go. */
  readonly at: Position;
  readonly setColorScheme: (scheme: MantineColorScheme) => void;
  readonly translate: TFunction;
  readonly select: (records: Iterable<RecordId>) => void;
}
