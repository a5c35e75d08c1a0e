import { hostId } from "../names.ts";
import { Draft } from "./draft.ts";
import { answers, fails, type GalleryEntry } from "./entry.ts";

/** Lets in only what it would answer by the same interface, whatever the machine has it at. */
function strict(...interfaces: readonly string[]) {
  const keys = ["all", ...interfaces].map((of) => `net.ipv4.conf.${of}.rp_filter`);
  return { sysctls: Object.fromEntries(keys.map((key) => [key, "1"])) };
}

/** An office with a line to each of two providers, and a server beyond both. All look at whom packets come from. */
function twoLines() {
  const draft = new Draft();
  const exchange = draft.bridge("exchange", -116, 200);
  draft.namespace("server", 250, 60);
  draft.namespace("office", -116, 640, strict("wan1", "wan2"));
  draft.link({ in: "server", address: "192.0.2.10/24" }, { in: hostId, bridge: exchange });
  for (const number of [1, 2]) {
    const network = number === 1 ? "198.51.100" : "203.0.113";
    const isp = draft.namespace(`isp${number}`, number === 1 ? -480 : 250, 420, {
      forwarding: { ipv4: true, ipv6: false },
      ...strict("lan", "wan"),
    });
    draft.link({ in: isp, name: "wan", address: `192.0.2.${number}/24` }, { in: hostId, bridge: exchange });
    draft.link(
      { in: isp, name: "lan", address: `${network}.1/30` },
      { in: "office", name: `wan${number}`, address: `${network}.2/30` },
    );
  }
  draft.route("office", "default", "198.51.100.1");
  return draft;
}

/** What comes from an address of the second provider's leaves by the second line: a rule, and a table for it. */
const twoTables: GalleryEntry = {
  document() {
    const draft = twoLines();
    draft.route("server", "198.51.100.0/30", "192.0.2.1");
    draft.route("server", "203.0.113.0/30", "192.0.2.2");
    draft.route("isp1", "203.0.113.0/30", "192.0.2.2");
    draft.route("office", "default", "198.51.100.1", 1);
    draft.route("office", "default", "203.0.113.1", 2);
    draft.rule("office", 100, { from: "198.51.100.2", table: 1 });
    draft.rule("office", 200, { from: "203.0.113.2", table: 2 });
    return draft.document();
  },
  pings: [
    answers("office", "192.0.2.10"),
    answers("server", "198.51.100.2"),
    answers("server", "203.0.113.2"),
  ],
};

/** The server answers by the other provider: the answer comes in by a line that nothing was sent by, and is dropped. */
const answerByTheOtherWay: GalleryEntry = {
  document() {
    const draft = twoLines();
    draft.route("server", "198.51.100.0/30", "192.0.2.2");
    draft.route("isp2", "198.51.100.0/30", "203.0.113.2");
    return draft.document();
  },
  pings: [fails("office", "192.0.2.10"), answers("office", "198.51.100.1")],
  isWrong: true,
};

export const policyRouting = {
  "policy-routing": twoTables,
  "answer-by-the-other-way": answerByTheOtherWay,
} as const;
