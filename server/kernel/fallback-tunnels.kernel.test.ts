import { expect, test } from "vitest";
import { smallLab } from "../../shared/testing/small-lab.ts";
import { byHand } from "../testing/by-hand.ts";
import { eventually } from "../testing/eventually.ts";
import { testLab } from "../testing/labs.ts";
import { needs } from "../testing/needs.ts";

test("OBS-9: a tunnel that the kernel made by itself is seen while it is used", needs("ipip"), async () => {
  await using made = await testLab(smallLab);
  const { lab } = made;
  const seen = async () => Object.keys((await lab.readObserved()).namespaces["red"]?.interfaces ?? {});
  expect(await byHand(lab, "ip -n red -br link")).toContain("tunl0");
  expect(await seen()).not.toContain("tunl0");
  await byHand(lab, "ip -n red link set dev tunl0 up");
  await eventually(async () => expect(await seen()).toContain("tunl0"));
  await byHand(lab, "ip -n red link set dev tunl0 down");
  await eventually(async () => expect(await seen()).not.toContain("tunl0"));
});
