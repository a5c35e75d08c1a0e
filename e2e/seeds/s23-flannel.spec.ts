import { Draft } from "../../shared/gallery/draft.ts";
import { hostsOnAWire } from "../../shared/gallery/hosts-on-a-wire.ts";
import type { Lab } from "../support/kernel.ts";
import { Terminals } from "../support/terminals.ts";
import { expect, test, type View } from "../support/test.ts";

/** Programs in a lab give way to all others: on a busy machine a store takes its time to choose a leader. */
const patience = { timeout: 90_000 };
test.describe.configure({ timeout: 240_000 });

/** Two hosts with a box each; the bridges have no addresses yet, and nothing runs. */
function twoHosts() {
  const draft = new Draft();
  hostsOnAWire(draft, {
    count: 2,
    address: (number) => `192.168.7.${number}`,
    bridge: () => ({ name: "docker0" }),
    box: (number) => ({ address: `172.18.${number}.2/24`, mtu: 1450 }),
    depth: 300,
  });
  for (const number of [1, 2]) draft.route(`box${number}`, "default", `172.18.${number}.1`);
  return draft.document();
}

const member = (number: number | string): string =>
  `etcd --name host${number} --enable-v2 --listen-client-urls http://0.0.0.0:2379 --advertise-client-urls http://192.168.7.${number}:2379 ` +
  `--listen-peer-urls http://192.168.7.${number}:2380 --initial-advertise-peer-urls http://192.168.7.${number}:2380 ` +
  `--initial-cluster host1=http://192.168.7.1:2380,host2=http://192.168.7.2:2380`;

const config = `'{ "Network": "172.18.0.0/16", "SubnetLen": 24, "SubnetMin": "172.18.1.0", "SubnetMax": "172.18.254.0", "Backend": { "Type": "vxlan" } }'`;

/** etcd answers when all its members do. */
async function type(terminals: Terminals, line: string, outcome: RegExp): Promise<void> {
  await terminals.page.keyboard.insertText(line);
  await terminals.page.keyboard.press("Enter");
  await expect.poll(() => terminals.text(), patience).toMatch(outcome);
}

/** A store and a configuration in it lead to a subnet for each host, and ways between them. */
async function expectFlannel({ canvas, page }: View, lab: Lab): Promise<void> {
  // While its members look for each other it may not answer in time.
  const healthy = () =>
    lab.run("host1", "etcdctl", "cluster-health").then(
      ({ exitCode }) => exitCode === 0,
      () => false,
    );
  await expect.poll(healthy, patience).toBe(true);
  const terminals = new Terminals(page);
  await canvas.clearSelection();
  await canvas.select("host1");
  await terminals.open("root@host1:~#");
  await type(terminals, "etcdctl cluster-health", /\ncluster is healthy/);
  await type(
    terminals,
    "clear; etcdctl endpoint health --cluster",
    /(192\.168\.7\.\d:2379 is healthy[^]*){2}/,
  );
  await type(terminals, `clear; etcdctl mk /network/config ${config}`, /"vxlan" \} \}\nroot@host1/);
  await expect(canvas.root.locator("[data-tunnel]")).toHaveAttribute("data-state", "up", patience);
  for (const number of [1, 2])
    expect(await lab.exec(`host${number}`, "ip", "address", "show", "docker0")).toContain(
      `172.18.${number}.1/24`,
    );
  await expect.poll(() => lab.pings("box1", "172.18.2.2"), patience).toBe(true);
  await type(
    terminals,
    "clear; etcdctl ls --sort /network/subnets",
    /172\.18\.1\.0-24\n\/network\/subnets\/172\.18\.2\.0-24/,
  );
  await lab.expectAgreement();
}

test("AGENT-1: S23 and S25 drawn: a member and an agent in each host, as containers", async ({
  make,
  open,
}) => {
  const lab = await make(twoHosts());
  const view = await open(lab);
  const { canvas, inspector } = view;
  for (const number of [1, 2]) {
    for (const command of [member(number), "flannel-agent eth0 docker0"]) {
      await canvas.select(`host${number}`);
      const button = inspector.field("add-container-here");
      if (!(await button.isVisible()))
        await inspector.field("containers").getByRole("button").first().click();
      await button.click();
      await inspector.fill("field-command", command);
      await inspector.field("container-restart-here").click();
      await expect(inspector.field("container-state")).toHaveText("running");
    }
  }
  await expectFlannel(view, lab);

  // Without one of two nothing can be written, and etcd says so.
  await canvas.select("host2");
  await inspector.field("container").first().click();
  await inspector.field("container-stop-here").click();
  const terminals = new Terminals(view.page);
  await view.page.getByTestId("terminal").click();
  await type(terminals, "clear; etcdctl cluster-health", /cluster is (degraded|unavailable)/);
});

test("FOLLOW-3: S23 and S25 typed: etcd and agents started in a terminal", async ({ make, open, page }) => {
  const lab = await make(twoHosts());
  const view = await open(lab);
  await new Terminals(page).open("root@host:~#");
  await page.keyboard.insertText(
    `for i in 1 2; do ip netns exec host$i ${member("$i")} >/dev/null 2>&1 & ip netns exec host$i flannel-agent eth0 docker0 >/dev/null & done`,
  );
  await page.keyboard.press("Enter");
  await expectFlannel(view, lab);
});
