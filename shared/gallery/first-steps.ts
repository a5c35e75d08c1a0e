import { Draft } from "./draft.ts";
import { answers, fails, type GalleryEntry } from "./entry.ts";

/** A namespace is born with lo down: nothing answers in it, itself included. */
const loopback: GalleryEntry = {
  document() {
    const draft = new Draft();
    draft.namespace("ns1", -320, 180, { loopback: { adminState: "down", addresses: [] } });
    draft.namespace("ns2", 60, 180);
    return draft.document();
  },
  pings: [fails("ns1", "127.0.0.1"), answers("ns2", "127.0.0.1")],
  isWrong: true,
};

/** @param addresses  of the two ends; none where it was given before the move, which drops it */
function pair(addresses: readonly [string | undefined, string | undefined]) {
  const draft = new Draft();
  const [one, other] = addresses;
  draft.link(
    { in: draft.namespace("ns1", -380, 180), name: "veth-ns1", ...(one !== undefined && { address: one }) },
    {
      in: draft.namespace("ns2", 120, 180),
      name: "veth-ns2",
      ...(other !== undefined && { address: other }),
    },
  );
  return draft.document();
}

const cable: GalleryEntry = {
  document: () => pair(["192.168.1.1/24", "192.168.1.2/24"]),
  pings: [answers("ns1", "192.168.1.2"), answers("ns2", "192.168.1.1")],
};

const addressLost: GalleryEntry = {
  document: () => pair(["192.168.1.1/24", undefined]),
  pings: [fails("ns1", "192.168.1.2"), answers("ns1", "192.168.1.1")],
  isWrong: true,
};

export const firstSteps = { loopback, cable, "address-lost": addressLost } as const;
