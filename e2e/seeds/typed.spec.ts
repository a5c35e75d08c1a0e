import { expect, test, type View } from "../support/test.ts";
import { Terminals } from "../support/terminals.ts";

/** A terminal of the lab's host, into which the tutorials' commands go as they are printed. */
async function terminalOf({ page }: View): Promise<(...lines: string[]) => Promise<void>> {
  const terminals = new Terminals(page);
  await terminals.open("root@host:~#");
  return async (...lines) => {
    for (const line of lines) {
      await page.keyboard.insertText(line);
      await page.keyboard.press("Enter");
    }
  };
}

test("FOLLOW-3: S1 typed: namespaces come and go, and are listed", async ({ lab, open }) => {
  const view = await open(lab);
  const { canvas } = view;
  const type = await terminalOf(view);
  await type("ip netns add ns1");
  await expect(canvas.card("ns1")).toBeVisible();
  await type("ip netns add ns2");
  await expect(canvas.card("ns2")).toBeVisible();
  await type("ip netns list; ls /var/run/netns");
  await new Terminals(view.page).expectShown(/^ns1\s+ns2$/m);
  await type("ip netns delete ns1");
  await expect(canvas.card("ns1")).toHaveCount(0);
  await lab.expectAgreement();
});

test("FOLLOW-3: S3, S4 and S5 typed: the drawing shows each half-way state", async ({ lab, open, page }) => {
  const view = await open(lab);
  const { canvas } = view;
  const type = await terminalOf(view);
  await type("ip netns add ns1", "ip netns add ns2");
  const loopback = canvas.card("ns1").getByTestId("loopback");
  await expect(loopback).toHaveAttribute("data-state", "down");
  await type("ip netns exec ns1 ping -c 1 localhost");
  await new Terminals(page).expectShown(/unreachable/);
  await type("ip netns exec ns1 ip link set dev lo up");
  await expect(loopback).toHaveAttribute("data-state", "up");

  await type("ip link add veth-ns1 type veth peer name veth-ns2");
  await expect(canvas.chip("host", "veth-ns1")).toBeVisible();
  await expect(canvas.chip("host", "veth-ns2")).toBeVisible();
  await type("ip link set veth-ns1 netns ns1");
  await expect(canvas.chip("ns1", "veth-ns1")).toBeVisible();
  await expect(canvas.chip("host", "veth-ns1")).toHaveCount(0);
  await type("ip link set veth-ns2 netns ns2");
  await expect(canvas.link("ns1", "ns2")).toHaveAttribute("data-state", "down");

  await type("ip netns exec ns1 ip addr add 192.168.1.1/24 dev veth-ns1");
  await expect(canvas.chip("ns1", "veth-ns1")).toContainText("192.168.1.1/24");
  await type("ip netns exec ns1 ip link set dev veth-ns1 up");
  await expect(canvas.chip("ns1", "veth-ns1")).toHaveAttribute("data-state", "no-carrier");
  await type(
    "ip netns exec ns2 ip addr add 192.168.1.2/24 dev veth-ns2",
    "ip netns exec ns2 ip link set dev veth-ns2 up",
  );
  await expect(canvas.link("ns1", "ns2")).toHaveAttribute("data-state", "up");
  await type("ip netns exec ns1 ip route");
  await new Terminals(page).expectShown(/192\.168\.1\.0\/24 dev veth-ns1 proto kernel/);
  await type("ip netns exec ns1 ping 192.168.1.2 -c 4");
  await new Terminals(page).expectShown(/4 received, 0% packet loss/);
  await lab.expectAgreement();

  // Typed here, so it is this person's to take back.
  await page.keyboard.press("Shift+F6");
  await page.getByTestId("topbar-undo").click();
  await expect(canvas.link("ns1", "ns2")).toHaveAttribute("data-state", "down");
  await page.getByTestId("topbar-redo").click();
  await expect(canvas.link("ns1", "ns2")).toHaveAttribute("data-state", "up");
  await lab.expectReply("ns2", "192.168.1.1");
});

test("FOLLOW-3: S6 and S8 typed: a bridge joins three namespaces, and an address of its own the host", async ({
  lab,
  open,
}) => {
  const view = await open(lab);
  const { canvas } = view;
  const type = await terminalOf(view);
  await type("ip link add br0 type bridge", "ip link set dev br0 up");
  await expect(canvas.card("br0")).toHaveAttribute("data-name", "br0");
  for (const number of [0, 1, 2]) {
    const [inside, outside] = [`veth${2 * number + 1}`, `veth${2 * number}`];
    await type(`ip netns add net${number}`, `ip link add ${outside} type veth peer name ${inside}`);
    await expect(canvas.chip("host", outside)).toBeVisible();
    await type(`ip link set dev ${inside} netns net${number}`);
    await expect(canvas.chip(`net${number}`, inside)).toBeVisible();
    await type(
      `ip netns exec net${number} ip link set dev ${inside} name eth0`,
      `ip netns exec net${number} ip addr add 10.220.1.${number + 1}/24 dev eth0`,
      `ip netns exec net${number} ip link set dev eth0 up`,
    );
    await expect(canvas.chip(`net${number}`, "eth0")).toContainText(`10.220.1.${number + 1}/24`);
    await type(number === 0 ? `ip link set dev ${outside} master br0` : `brctl addif br0 ${outside}`);
    await expect(canvas.chip("host", outside)).toHaveCount(0);
    await type(`ip link set dev ${outside} up`);
    await expect(canvas.link(`net${number}`, "host")).toHaveAttribute("data-state", "up");
  }
  await type("clear; brctl show");
  await new Terminals(view.page).expectShown(/br0\s+8000\.[0-9a-f]+\s+no\s+veth0/);
  await lab.expectAgreement();
  await lab.expectReply("net0", "10.220.1.3");
  expect(await lab.pings("host", "10.220.1.1")).toBe(false);
  await type("ip addr add 10.220.1.254/24 dev br0");
  await expect(canvas.card("br0")).toContainText("10.220.1.254/24");
  await lab.expectAgreement();
  await lab.expectReply("host", "10.220.1.1");
  await lab.expectReply("net2", "10.220.1.254");
});

test("FOLLOW-3: S10 typed: a script attaches two namespaces in one go each", async ({ lab, open, page }) => {
  const view = await open(lab);
  const { canvas } = view;
  const type = await terminalOf(view);
  await type(
    "cat > add-ns-to-br.sh <<'END'",
    "bridge=$1; namespace=$2; addr=$3; vethA=veth-$namespace; vethB=eth00",
    "ip netns add $namespace",
    "ip link add $vethA type veth peer name $vethB",
    "ip link set $vethB netns $namespace",
    "ip netns exec $namespace ip addr add $addr dev $vethB",
    "ip netns exec $namespace ip link set $vethB up",
    "ip link set $vethA up",
    "brctl addif $bridge $vethA",
    "END",
    "chmod +x add-ns-to-br.sh",
    "brctl addbr br0; ip link set br0 up",
    "./add-ns-to-br.sh br0 ns1 172.16.1.1/16",
    "./add-ns-to-br.sh br0 ns2 172.16.1.2/16",
  );
  await expect(canvas.link("ns1", "host")).toHaveAttribute("data-state", "up");
  await expect(canvas.link("ns2", "host")).toHaveAttribute("data-state", "up");
  await expect(canvas.chip("ns2", "eth00")).toContainText("172.16.1.2/16");
  await type("clear; ip netns exec ns1 ping -c 2 172.16.1.2");
  await new Terminals(page).expectShown(/2 received, 0% packet loss/);
  await lab.expectAgreement();
});

test("FOLLOW-3: S14 typed: a container without a network is wired by its process id", async ({
  lab,
  open,
  page,
}) => {
  const view = await open(lab);
  const { canvas } = view;
  const type = await terminalOf(view);
  await type(
    "ip link add docker0 type bridge; ip addr add 172.17.42.1/16 dev docker0; ip link set docker0 up",
    "unshare --net sleep 600 & pid=$!",
    "clear; echo pid=$pid",
  );
  await new Terminals(page).expectShown(/^pid=\d+$/m);
  const [, pid = ""] = /^pid=(\d+)$/m.exec(await new Terminals(page).text()) ?? [];
  await type("mkdir -p /var/run/netns", "ln -s /proc/$pid/ns/net /var/run/netns/$pid");
  await expect(canvas.card(pid)).toBeVisible();
  await type("ip link add A type veth peer name B", "brctl addif docker0 A", "ip link set A up");
  await expect(canvas.chip("host", "B")).toBeVisible();
  await type("ip link set B netns $pid");
  await expect(canvas.chip(pid, "B")).toBeVisible();
  await type(
    "ip netns exec $pid ip link set dev B name eth0",
    "ip netns exec $pid ip link set eth0 up",
    "ip netns exec $pid ip addr add 172.17.42.99/16 dev eth0",
    "ip netns exec $pid ip route add default via 172.17.42.1",
  );
  await expect(canvas.chip(pid, "eth0")).toContainText("172.17.42.99/16");
  await expect(canvas.link(pid, "host")).toHaveAttribute("data-state", "up");
  await type("clear; ping -c 2 172.17.42.99");
  await new Terminals(page).expectShown(/2 received, 0% packet loss/);
  await lab.expectAgreement();
});
