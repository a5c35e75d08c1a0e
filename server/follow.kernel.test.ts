import * as fc from "fast-check";
import { expect, test } from "vitest";
import { isThisRoute } from "../shared/routing.ts";
import { recordsOfKind, type RouteRecord } from "../shared/topology.ts";
import { byHand } from "./testing/by-hand.ts";
import { comparable } from "./testing/ask-kernel.ts";
import { handCommand } from "./testing/hand-commands.ts";
import { expectFollowed, testLab } from "./testing/labs.ts";

const seeds = Number(process.env["VETHLAB_HAND_SEEDS"] ?? 3);

test("FOLLOW-1: whatever is typed, the document is what the kernel has, and a rebuild gives the same again", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(handCommand, { minLength: 1, maxLength: 4 }), { minLength: 15, maxLength: 40 }),
      async (batches) => {
        await using made = await testLab();
        const { lab } = made;
        for (const commands of batches) {
          await byHand(lab, commands.map((command) => `(${command}) 2>/dev/null || true`).join("\n"));
          await expectFollowed(lab).catch(async (e: unknown) => {
            console.log(commands.join("\n"), "\n", await byHand(lab, "for n in '' n1 n2 n3; do echo \"== $n\"; ip ${n:+-n $n} -br address; ip ${n:+-n $n} route; ip ${n:+-n $n} -6 route; done 2>&1 || true"),
              Object.values(lab.document.topology).map((r) => JSON.stringify(r)).join("\n"));
            throw e;
          });
        }
        const before = comparable(await lab.readObserved());
        await lab.restart();
        const routes = [...recordsOfKind(lab.document.topology, "route")];
        expect(rebuilt(comparable(await lab.readObserved()), routes)).toEqual(rebuilt(before, routes));
      },
    ),
    { numRuns: seeds, endOnFailure: true },
  );
}, 300_000);

/** As far as a rebuild is the same: interfaces are numbered anew, and what no record can say is not there. */
function rebuilt(seen: ReturnType<typeof comparable>, records: readonly RouteRecord[]) {
  return Object.fromEntries(
    Object.entries(seen).map(([name, { interfaces, routes, forwarding }]) => [
      name,
      {
        forwarding,
        interfaces: Object.values(interfaces)
          .filter(({ kind }) => kind !== "vxlan")
          .map(({ ifindex: _, flags: __, operstate: ___, carrier: ____, addresses, ...rest }) => ({
            ...rest,
            // An IPv6 address waits until its interface is up: docs/decisions/0004.
            addresses: addresses.flatMap(({ address, scope }) =>
              scope === "link" || address === "127.0.0.1/8" || (rest.adminState === "down" && address.includes(":")) ? [] : [address],
            ),
          }))
          .toSorted((a, b) => (a.name < b.name ? -1 : 1)),
        routes: routes
          .filter(({ protocol }) => protocol !== "kernel")
          .filter((route) => records.some((record) => isThisRoute(record, route)))
          .map(
            ({ destination, gateway, metric, interface: out }) =>
              `${destination} ${gateway} ${out} ${metric}`,
          )
          .toSorted(),
      },
    ]),
  );
}
