import { expect, test } from "vitest";
import { smallLab } from "../shared/testing/small-lab.ts";
import { newRoute, recordsOfKind } from "../shared/topology.ts";
import type { Lab } from "./lab.ts";
import { byHand } from "./testing/by-hand.ts";
import { ada, bob, expectFollowed, expectKernelIsDocument, testLab } from "./testing/labs.ts";

/** Destination, table and gateway of what is drawn in red beside the lab that a test begins with. */
function drawnRoutes({ document }: Lab): string[] {
  return [...recordsOfKind(document.topology, "route")]
    .filter(({ id }) => smallLab.topology[id] === undefined)
    .map(({ destination, table, gateway }) => `${destination} in ${table} via ${gateway}`)
    .toSorted();
}

test("POLICY-1: routes of other tables are drawn, typed, taken back and rebuilt", async () => {
  await using made = await testLab(smallLab);
  const { lab } = made;
  const record = newRoute("r", "red", "0.0.0.0/0", { gateway: "10.0.0.2", table: 100 });
  await lab.edit(ada, { op: "add", record });
  expect(await byHand(lab, "ip -n red route show table 100")).toBe("default via 10.0.0.2 dev eth0 \n");
  await lab.edit(ada, { op: "update", id: "r", changes: { table: 4_294_967_295 } });
  expect(await byHand(lab, "ip -n red route show table 4294967295")).toBe("default via 10.0.0.2 dev eth0 \n");
  lab.typedBy(bob);
  await byHand(lab, "ip -n red route add 10.9.0.0/16 via 10.0.0.2 table 300");
  await byHand(lab, "ip -n red route add 10.9.0.0/16 via 10.0.0.2 table 301");
  await byHand(lab, "ip -n red route delete default table 4294967295");
  await lab.followHand();
  expect(drawnRoutes(lab)).toEqual(["10.9.0.0/16 in 300 via 10.0.0.2", "10.9.0.0/16 in 301 via 10.0.0.2"]);
  await lab.undo(bob);
  expect(await byHand(lab, "ip -n red route show table 4294967295")).toBe("default via 10.0.0.2 dev eth0 \n");
  await lab.restart();
  await expectKernelIsDocument(lab);
  await byHand(lab, "ip -n red link set dev eth0 down; ip -n red link set dev eth0 up");
  await expectFollowed(lab);
});
