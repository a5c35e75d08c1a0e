import { containerPlace } from "../container.ts";
import type { ContainerWish } from "../container-edits.ts";
import { hostId } from "../names.ts";
import { Draft } from "./draft.ts";
import { answers, fails, isUnknown, listens, type GalleryEntry } from "./entry.ts";

const columns = [-420, -116, 188] as const;
const [box1, box2, box3, box4] = ["box1", "box2", "box3", "box4"].map(containerPlace) as [
  string,
  string,
  string,
  string,
];

const webServer = (port: number): string[] => ["python3", "-u", "-m", "http.server", String(port)];

function on(bridge: string, x: number, others: Omit<ContainerWish, "id" | "network"> = {}) {
  return { network: { mode: "bridge", bridge }, at: { x, y: 380 }, ...others } as const;
}

/** Names on a network that people made, and none on Docker's own. */
const names: GalleryEntry = {
  document() {
    const draft = new Draft();
    draft.network("docker0", 180, 200, "172.17.0.1", false);
    draft.network("my-bridge", -282, 200, "172.18.0.1", true);
    draft.container("box1", on("my-bridge", columns[0]));
    draft.container("box2", on("my-bridge", columns[1]));
    draft.container("box3", on("docker0", columns[2]));
    return draft.document();
  },
  pings: [
    answers(box1, "box2"),
    answers(box2, "box1"),
    isUnknown(box1, "box3"),
    isUnknown(box3, "box1"),
    fails(box1, "172.17.0.2"),
  ],
};

/** `--net=bridge|container:box1|none|host`. */
const modes: GalleryEntry = {
  document() {
    const draft = new Draft();
    draft.network("docker0", -436, 200, "172.17.0.1", false);
    const first = draft.container("box1", on("docker0", columns[0], { command: webServer(80) }));
    draft.container("box2", { network: { mode: "container", container: first } });
    draft.container("box3", { network: { mode: "none" }, at: { x: columns[1], y: 380 } });
    draft.container("box4", { network: { mode: "host" }, command: webServer(8000) });
    return draft.document();
  },
  pings: [
    answers(box1, "172.17.0.1"),
    listens(box2, "127.0.0.1", 80),
    answers(box3, "127.0.0.1"),
    fails(box3, "172.17.0.1"),
    answers(box4, "172.17.0.2"),
    listens(box1, "172.17.0.1", 8000),
  ],
};

const link: GalleryEntry = {
  document() {
    const draft = new Draft();
    draft.network("docker0", -130, 200, "172.17.0.1", false);
    const first = draft.container("box1", on("docker0", columns[0]));
    draft.container("box2", on("docker0", columns[2], { links: [{ container: first, alias: "box1" }] }));
    return draft.document();
  },
  pings: [
    answers(box2, "box1"),
    isUnknown(box1, "box2"),
    answers(box1, "172.17.0.3"),
    answers(box2, "172.17.0.2"),
  ],
};

/** box2 has only lo until somebody wires it. */
const byHand: GalleryEntry = {
  document() {
    const draft = new Draft();
    draft.network("docker0", -282, 200, "172.17.42.1", false);
    draft.container("box1", on("docker0", columns[0], { address: "172.17.42.2" }));
    draft.container("box2", { network: { mode: "none" }, at: { x: columns[1], y: 380 } });
    return draft.document();
  },
  pings: [answers(box1, "172.17.42.1"), answers(box2, "127.0.0.1"), fails(box2, "172.17.42.1")],
};

const publishedPort: GalleryEntry = {
  document() {
    const draft = new Draft();
    draft.link(
      { in: hostId, name: "wan", address: "203.0.113.1/24" },
      { in: draft.namespace("internet", -560, 0), address: "203.0.113.2/24" },
    );
    draft.network("docker0", -130, 200, "172.17.0.1", false);
    const ports = [{ hostPort: 8080, port: 80, protocol: "tcp" }] as const;
    draft.container("box1", on("docker0", columns[0], { command: webServer(80), ports }));
    draft.container("box2", on("docker0", columns[2]));
    return draft.document();
  },
  pings: [
    listens("internet", "203.0.113.1", 8080),
    listens(box2, "172.17.0.2", 80),
    fails("internet", "172.17.0.2"),
    answers(box2, "203.0.113.2"),
  ],
};

export const containers = {
  "container-names": names,
  "container-modes": modes,
  "container-link": link,
  "container-by-hand": byHand,
  "published-port": publishedPort,
} as const;
