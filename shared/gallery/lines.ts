import { Draft } from "./draft.ts";
import { answers, fails, type GalleryEntry } from "./entry.ts";

/** Four homes, each with a line of its own, and a server behind their provider. */
export const lines: GalleryEntry = {
  document() {
    const draft = new Draft();
    draft.router("provider", -116, 180);
    draft.namespace("server", 320, 180);
    draft.link(
      { in: "provider", name: "to-server", address: "203.0.113.1/24" },
      { in: "server", address: "203.0.113.2/24" },
    );
    draft.route("server", "default", "203.0.113.1");
    const homes = [
      { name: "fibre", up: {}, down: {} },
      { name: "dsl", up: { rateBitsPerSecond: 1_000_000 }, down: { rateBitsPerSecond: 16_000_000 } },
      { name: "wireless", up: { lossPercent: 2 }, down: {} },
      { name: "broken", up: {}, down: { lossPercent: 100 } },
    ];
    for (const [index, { name, up, down }] of homes.entries()) {
      draft.namespace(name, -620 + index * 330, 500);
      const network = `10.0.${index + 1}`;
      draft.link(
        { in: name, address: `${network}.2/24`, quality: up },
        { in: "provider", name: `to-${name}`, address: `${network}.1/24`, quality: down },
      );
      draft.route(name, "default", `${network}.1`);
    }
    return draft.document();
  },
  pings: [
    ...["fibre", "dsl", "wireless"].map((home) => answers(home, "203.0.113.2")),
    fails("broken", "203.0.113.2"),
  ],
};
