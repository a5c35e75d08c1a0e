import { hostId } from "../names.ts";
import { Draft } from "./draft.ts";
import { policyRouting } from "./policy-routing.ts";
import { answers, fails, type GalleryEntry, type GalleryPing } from "./entry.ts";
import { lines } from "./lines.ts";

/** Two clients and a router between them. @param forwards  does it pass on what is not for itself? */
function routed(forwards: boolean) {
  const draft = new Draft();
  draft.namespace("client", -460, 200);
  draft.namespace("router", -116, 200, { forwarding: { ipv4: forwards, ipv6: false } });
  draft.namespace("server", 228, 200);
  draft.link({ in: "client", address: "10.1.0.2/24" }, { in: "router", address: "10.1.0.1/24" });
  draft.link({ in: "router", address: "10.2.0.1/24" }, { in: "server", address: "10.2.0.2/24" });
  draft.route("client", "default", "10.1.0.1");
  draft.route("server", "default", "10.2.0.1");
  return draft;
}

const router: GalleryEntry = {
  document: () => routed(true).document(),
  pings: [answers("client", "10.2.0.2"), answers("server", "10.1.0.2")],
};

const forwardingOff: GalleryEntry = {
  document: () => routed(false).document(),
  pings: [fails("client", "10.2.0.2"), answers("client", "10.2.0.1")],
  isWrong: true,
};

/** A chain of routers of which the last does not know the way back. */
const missingRoute: GalleryEntry = {
  document() {
    const draft = new Draft();
    draft.namespace("client", -600, 200);
    draft.router("r1", -280, 200);
    draft.router("r2", 40, 200);
    draft.namespace("server", 360, 200);
    draft.link({ in: "client", address: "10.1.0.2/24" }, { in: "r1", address: "10.1.0.1/24" });
    draft.link({ in: "r1", address: "10.12.0.1/24" }, { in: "r2", address: "10.12.0.2/24" });
    draft.link({ in: "r2", address: "10.2.0.1/24" }, { in: "server", address: "10.2.0.2/24" });
    draft.route("client", "default", "10.1.0.1");
    draft.route("r1", "10.2.0.0/24", "10.12.0.2");
    draft.route("server", "default", "10.2.0.1");
    return draft.document();
  },
  pings: [fails("client", "10.2.0.2"), answers("r1", "10.12.0.2"), answers("r2", "10.2.0.2")],
  isWrong: true,
};

const ringSize = 5;

/** Each router has a client behind it, and reaches the others' the shorter way round. */
const ring: GalleryEntry = {
  document() {
    const draft = new Draft();
    const at = (radius: number, index: number) => {
      const angle = (2 * Math.PI * index) / ringSize - Math.PI / 2;
      return [
        Math.round(radius * 1.5 * Math.cos(angle)) - 116,
        Math.round(radius * Math.sin(angle)) + 620,
      ] as const;
    };
    for (let index = 0; index < ringSize; index += 1) {
      draft.router(`r${index + 1}`, ...at(230, index));
      draft.namespace(`pc${index + 1}`, ...at(470, index));
      const [inside, outside] = [`10.${index + 1}.0.1/24`, `10.${index + 1}.0.2/24`];
      draft.link(
        { in: `r${index + 1}`, name: "lan", address: inside },
        { in: `pc${index + 1}`, address: outside },
      );
      draft.route(`pc${index + 1}`, "default", `10.${index + 1}.0.1`);
    }
    for (let index = 0; index < ringSize; index += 1) {
      const next = (index + 1) % ringSize;
      draft.link(
        { in: `r${index + 1}`, name: "right", address: `10.0.${index + 1}.1/30` },
        { in: `r${next + 1}`, name: "left", address: `10.0.${index + 1}.2/30` },
      );
    }
    for (let from = 0; from < ringSize; from += 1) {
      for (let to = 0; to < ringSize; to += 1) {
        const distance = (to - from + ringSize) % ringSize;
        if (distance === 0) continue;
        const before = ((from - 1 + ringSize) % ringSize) + 1;
        const via = distance <= ringSize / 2 ? `10.0.${from + 1}.2` : `10.0.${before}.1`;
        draft.route(`r${from + 1}`, `10.${to + 1}.0.0/24`, via);
      }
    }
    return draft.document();
  },
  pings: [answers("pc1", "10.3.0.2"), answers("pc4", "10.1.0.2"), answers("pc5", "10.2.0.2")],
};

const [spines, leaves] = [2, 3];

/** Every leaf is linked to every spine; each leaf's network is reached by one of them. */
const leafSpine: GalleryEntry = {
  document() {
    const draft = new Draft();
    for (let spine = 1; spine <= spines; spine += 1) draft.router(`spine${spine}`, spine * 440 - 780, 180);
    for (let leaf = 1; leaf <= leaves; leaf += 1) {
      draft.router(`leaf${leaf}`, leaf * 340 - 800, 420);
      draft.namespace(`pc${leaf}`, leaf * 340 - 800, 640);
      draft.link(
        { in: `leaf${leaf}`, name: "lan", address: `10.${leaf}.0.1/24` },
        { in: `pc${leaf}`, address: `10.${leaf}.0.2/24` },
      );
      draft.route(`pc${leaf}`, "default", `10.${leaf}.0.1`);
      for (let spine = 1; spine <= spines; spine += 1) {
        const network = `10.10${spine}.${leaf}`;
        draft.link(
          { in: `leaf${leaf}`, name: `up${spine}`, address: `${network}.2/30` },
          { in: `spine${spine}`, name: `down${leaf}`, address: `${network}.1/30` },
        );
        draft.route(`spine${spine}`, `10.${leaf}.0.0/24`, `${network}.2`);
      }
    }
    for (let from = 1; from <= leaves; from += 1) {
      for (let to = 1; to <= leaves; to += 1) {
        const spine = (to % spines) + 1;
        if (from !== to) draft.route(`leaf${from}`, `10.${to}.0.0/24`, `10.10${spine}.${from}.1`);
      }
    }
    return draft.document();
  },
  pings: everyPair(leaves),
};

function everyPair(count: number): GalleryPing[] {
  const numbers = Array.from({ length: count }, (_, index) => index + 1);
  return numbers.flatMap((from) =>
    numbers.flatMap((to) => (from === to ? [] : [answers(`pc${from}`, `10.${to}.0.2`)])),
  );
}

/** Static routes on two hosts, each to the other's containers: nothing is wrapped into anything. */
const staticRoutes: GalleryEntry = {
  document() {
    const draft = new Draft();
    const wire = draft.bridge("wire", -100, 180);
    for (const number of [1, 2]) {
      const x = number === 1 ? -480 : 220;
      const host = draft.router(`host${number}`, x, 340);
      const docker0 = draft.bridge("docker0", x + 16, 520, {
        namespace: host,
        addresses: [`172.18.${number}.1/24`],
      });
      const box = draft.namespace(`box${number}`, x, 680);
      draft.link({ in: host, address: `192.168.7.${number}/24` }, { in: hostId, bridge: wire });
      draft.link({ in: box, address: `172.18.${number}.2/24` }, { in: host, bridge: docker0 });
      draft.route(box, "default", `172.18.${number}.1`);
      draft.route(host, `172.18.${3 - number}.0/24`, `192.168.7.${3 - number}`);
    }
    return draft.document();
  },
  pings: [answers("box1", "172.18.2.2"), answers("box2", "172.18.1.2")],
};

export const routing = {
  router,
  "forwarding-off": forwardingOff,
  "missing-route": missingRoute,
  "static-routes": staticRoutes,
  ring,
  "leaf-spine": leafSpine,
  lines,
  ...policyRouting,
} as const;
