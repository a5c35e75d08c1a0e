import { expect, test } from "vitest";
import { programPackages } from "../../shared/features.ts";
import { smallLab } from "../../shared/testing/small-lab.ts";
import { byHand } from "../testing/by-hand.ts";
import { testLab } from "../testing/labs.ts";
import { capabilities, needs } from "../testing/needs.ts";

const ofKernel = Object.keys(capabilities).filter((feature) => !Object.hasOwn(programPackages, feature));

test("a kernel that has everything is seen to have it", needs(...ofKernel), () => {
  expect(ofKernel.filter((feature) => capabilities[feature] !== true)).toEqual([]);
});

test("packets of a VLAN come through in it, and not outside", needs("vlan"), async () => {
  await using made = await testLab(smallLab);
  const outcome = await byHand(
    made.lab,
    `for each in red:1 blue:2; do
       ip -n \${each%:*} link add link eth0 name eth0.7 up type vlan id 7
       ip -n \${each%:*} address add 10.7.0.\${each#*:}/24 dev eth0.7
     done
     ip netns exec red ping -c 2 -i 0.2 -W 5 10.7.0.2
     ip -n blue link set dev eth0.7 down
     ip netns exec red ping -c 1 -W 1 10.7.0.2 || true`,
  );
  expect(outcome).toMatch(/2 received[^]*0 received/);
});

test("netem loses what it is told to lose", needs("netem"), async () => {
  await using made = await testLab(smallLab);
  const outcome = await byHand(
    made.lab,
    `ip netns exec red ping -c 2 -i 0.2 -W 5 10.0.0.2
     tc -n red qdisc add dev eth0 root netem loss 100%
     ip netns exec red ping -c 2 -i 0.2 -W 1 10.0.0.2 || true`,
  );
  expect(outcome).toMatch(/2 received[^]*0 received/);
});
