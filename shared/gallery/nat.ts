import { matchesAll, type FirewallRule } from "../firewall.ts";
import { Draft } from "./draft.ts";
import { answers, fails, type GalleryEntry } from "./entry.ts";

const masquerade = (outInterface: string): FirewallRule => ({
  ...matchesAll,
  outInterface,
  action: "masquerade",
});

/** A private network behind a gateway, and a server outside that knows no way back to it. */
function behind(isMasked: boolean) {
  const draft = new Draft();
  draft.namespace("inside", -460, 200);
  draft.router("gateway", -116, 200);
  draft.namespace("outside", 228, 200);
  draft.link(
    { in: "inside", address: "172.17.0.2/16" },
    { in: "gateway", name: "lan", address: "172.17.0.1/16" },
  );
  draft.link(
    { in: "gateway", name: "wan", address: "198.51.100.1/24" },
    { in: "outside", address: "198.51.100.2/24" },
  );
  draft.route("inside", "default", "172.17.0.1");
  if (isMasked) draft.firewall("gateway", { postrouting: { policy: "accept", rules: [masquerade("wan")] } });
  return draft;
}

const wayOut: GalleryEntry = {
  document: () => behind(true).document(),
  pings: [answers("inside", "198.51.100.2"), fails("outside", "172.17.0.2")],
};

const noMasquerade: GalleryEntry = {
  document: () => behind(false).document(),
  pings: [fails("inside", "198.51.100.2"), answers("inside", "198.51.100.1")],
  isWrong: true,
};

/** Two providers, each of which masks its customers; both hang on one exchange. */
const twoProviders: GalleryEntry = {
  document() {
    const draft = new Draft();
    draft.router("exchange", -116, 180);
    for (const number of [1, 2]) {
      const isp = draft.router(`isp${number}`, number === 1 ? -480 : 250, 360);
      draft.link(
        { in: isp, name: "wan", address: `203.0.113.${4 * number + 2}/30` },
        { in: "exchange", name: `to-isp${number}`, address: `203.0.113.${4 * number + 1}/30` },
      );
      draft.route(isp, "default", `203.0.113.${4 * number + 1}`);
      draft.firewall(isp, { postrouting: { policy: "accept", rules: [masquerade("wan")] } });
      for (const home of [1, 2]) {
        const name = draft.namespace(`home${number}${home}`, (number === 1 ? -780 : 0) + home * 290, 580);
        draft.link(
          { in: name, address: `10.0.${home}.2/24` },
          { in: isp, name: `to-home${home}`, address: `10.0.${home}.1/24` },
        );
        draft.route(name, "default", `10.0.${home}.1`);
      }
    }
    return draft.document();
  },
  pings: [
    answers("home11", "203.0.113.10"),
    answers("home22", "203.0.113.6"),
    answers("home11", "10.0.2.2"),
    fails("exchange", "10.0.1.2"),
  ],
};

export const nat = {
  "way-out": wayOut,
  "no-masquerade": noMasquerade,
  "two-providers": twoProviders,
} as const;
