import type { ServerMessage } from "../shared/protocol.ts";
import type { useStore } from "./store.ts";

type Committed = Extract<ServerMessage, { type: "committed" }>;

/** What the server did to end a storm, beside the bridges it was in. */
export function tellOfStorm(
  { diff }: Committed,
  { lab, showProblem }: ReturnType<typeof useStore.getState>,
): void {
  const ends = Object.values(diff.records).filter((record) => record?.kind === "veth");
  const bridges = [...new Set(ends.map(({ master }) => lab?.document.topology[master ?? ""]))].filter(
    (record) => record?.kind === "bridge",
  );
  const name = ends.map((end) => end.name).join(", ");
  const bridge = bridges.map((record) => record.name).join(", ");
  showProblem(
    {
      kind: "invalid-edit",
      code: "storm-ended",
      detail: `a storm was ended by setting ${name} down`,
      parameters: { name, bridge },
    },
    [...ends, ...bridges].map(({ id }) => id),
  );
}
