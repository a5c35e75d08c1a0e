import type { Document, Position, RecordId } from "../../shared/topology.ts";
import { connection } from "../connection.ts";
import { newId } from "../../shared/ids.ts";
import { nodeIds } from "../gestures/names.ts";
import { paste } from "../gestures/paste.ts";
import { useStore } from "../store.ts";
import { topologyOf } from "./enabled.ts";

/** One edit; what it made is selected when it is there. */
export async function pasteDocument(content: Document, offset: Position): Promise<void> {
  const ids = Object.fromEntries(Object.keys(content.topology).map((id) => [id, newId()]));
  const nodes = nodeIds(content.topology).map((id) => ids[id] ?? id);
  const outcome = await connection.sendEdit((topology) => paste(topology, content, ids, offset), nodes);
  if (outcome.ok) selectExisting(nodes);
}

/** Some may be missing: a link whose bridge was gone. */
function selectExisting(ids: readonly RecordId[]): void {
  const { select, ...state } = useStore.getState();
  select(ids.filter((id) => topologyOf(state)[id] !== undefined));
}
