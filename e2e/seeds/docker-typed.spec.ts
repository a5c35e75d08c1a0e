import { outside } from "../support/drawings.ts";
import { expect, test } from "../support/test.ts";
import { Terminals } from "../support/terminals.ts";

/** What ping says of a name that nobody has; busybox says "bad address". */
const unknown = /ping: \S+: (Name or service not known|Temporary failure in name resolution)/;
const answered = / 1 received, 0% packet loss/;

test("DOCKER-1: S12, S13, S16, S17, S18 and S19 typed: docker's commands draw what is drawn by hand", async ({
  lab,
  open,
  page,
}) => {
  const { canvas } = await open(lab);
  const terminals = new Terminals(page);
  await terminals.open("root@host:~#");
  const type = (line: string, outcome: string | RegExp) => terminals.run(`clear; ${line}`, outcome);

  await test.step("S12: a container plugs itself into docker0", async () => {
    await type("docker run -itd --name box1 busybox", /^[0-9a-f]{64}$/m);
    await expect(canvas.card("docker0")).toContainText("172.17.0.1/16");
    await expect(canvas.chip("box1", "eth0")).toContainText("172.17.0.2/16");
    await expect(canvas.link("box1", "host")).toHaveAttribute("data-state", "up");
    expect(await lab.exec("host", "ip", "-brief", "link", "show", "master", "docker0")).toMatch(
      /^veth[0-9a-f]{4}@/,
    );
    await lab.expectReply("box1", "172.17.0.1");
    await type("docker exec -it box1 sh", /^# ?$/m);
    await type("hostname; tty; ip route", /^box1\n\/dev\/pts\/\d+\ndefault via 172\.17\.0\.1 dev eth0/m);
    await terminals.run("exit", "root@host:~#");
  });

  await test.step("S12: the same by the commands of ip", async () => {
    await type(
      "ip netns add box2; ip link add veth65f9 type veth peer name eth0 netns box2; ip link set veth65f9 master docker0 up; ip -n box2 address add 172.17.0.3/16 dev eth0; ip -n box2 link set eth0 up; ip -n box2 route add default via 172.17.0.1; ping -c1 172.17.0.3",
      answered,
    );
    await expect(canvas.chip("box2", "eth0")).toContainText("172.17.0.3/16");
    await expect(canvas.link("box2", "host")).toHaveAttribute("data-state", "up");
    await lab.expectReply("box1", "172.17.0.3");
    await lab.expectAgreement();
  });

  await test.step("S13: the four modes", async () => {
    await type(
      "docker run -d --name web --net=none httpd; docker exec web ip -brief link",
      /^lo .*\nroot@host/m,
    );
    await type("docker run -d --name beside --net=container:web busybox", /beside: busybox is not fetched/);
    await expect(canvas.card("web").locator("[data-container]")).toHaveCount(2);
    // Its program may be just starting.
    await type(
      "until docker exec beside curl -s http://127.0.0.1/ | grep title; do sleep 0.1; done",
      /Directory listing/,
    );
    await type(
      "docker run --name onhost -d --net=host busybox; docker exec onhost ip -brief link",
      /^docker0 /m,
    );
    await expect(canvas.card("host").locator("[data-container]")).toHaveCount(1);
    await type("docker rm -f beside web onhost; ip netns delete box2; docker ps -q | wc -l", /^1\n/m);
  });

  await test.step("S16: names on a network, and none beyond it", async () => {
    await type(
      "docker rm -f box1; docker network create my-bridge; for name in box1 box2; do docker run -itd --name $name --net my-bridge busybox; done; docker run -itd --name box3 busybox; clear; docker ps | grep -c Up",
      /^3$/m,
    );
    await expect(canvas.card("my-bridge")).toContainText("172.18.0.1/16");
    await type("docker exec box1 ping -c1 box2", answered);
    await type("docker exec box2 ping -c1 box1", answered);
    await type("docker exec box1 ping -c1 box3", unknown);
    await type("docker exec box3 ping -c1 box1", unknown);
  });

  await test.step("S17: a link gives a name one way", async () => {
    await type("docker run -itd --name box4 --link box3 busybox; docker exec box4 ping -c1 box3", answered);
    await type("docker exec box3 ping -c1 box4", unknown);
    const address = "docker inspect -f '{{.NetworkSettings.IPAddress}}' box4";
    await type(`docker exec box3 ping -c1 $(${address})`, answered);
  });

  await test.step("S18: a container joins a second network live, and undo takes that back", async () => {
    await type(
      "docker network connect my-bridge box3; docker exec box3 ip -brief address",
      /eth1.*172\.18\.0\.4\/16/,
    );
    await expect(canvas.chip("box3", "eth1")).toContainText("172.18.0.4/16");
    await type(
      "for two in '1 3' '3 1' '2 3' '3 2'; do set $two; docker exec box$1 ping -c1 box$2; done | grep -c ' 1 received'",
      /^4$/m,
    );
    await page.getByTestId("topbar-undo").click();
    await expect(canvas.chip("box3", "eth1")).toHaveCount(0);
    await page.getByTestId("topbar-redo").click();
    await expect(canvas.chip("box3", "eth1")).toBeVisible();
  });

  await test.step("S19: a network's members are listed", async () => {
    await terminals.view.click();
    await type(
      'docker network inspect my-bridge | grep -A4 \'"Name": "box3"\'',
      /"MacAddress": "(?:[0-9a-f]{2}:){5}[0-9a-f]{2}",\n\s*"IPv4Address": "172\.18\.0\.4\/16",\n\s*"IPv6Address": ""/,
    );
    await lab.expectAgreement();
  });
});

test("DOCKER-3: S20 typed: a port is published, and a rule keeps a neighbour out", async ({
  make,
  open,
  page,
}) => {
  const lab = await make(outside());
  const { canvas } = await open(lab);
  await expect(canvas.chip("internet", "eth0")).toHaveAttribute("data-state", "up");
  const terminals = new Terminals(page);
  await terminals.open("root@host:~#");
  const type = (line: string, outcome: string | RegExp) => terminals.run(`clear; ${line}`, outcome);
  const published = "ip netns exec internet curl -s -m2 http://203.0.113.1:8080/ | grep -o Directory";
  const direct = "docker exec box2 curl -s -m1 http://172.18.0.2/ | grep -o Directory || echo no answer";
  await type("docker run -d --name web -p 8080:80 nginx; docker port web", "80/tcp -> 0.0.0.0:8080");
  await type("docker run -d --name box2 busybox; docker ps", "0.0.0.0:8080->80/tcp");
  await expect(canvas.chip("box2", "eth0")).toContainText("172.18.0.3/16");
  await type("until docker logs web | grep -q Serving; do sleep 0.1; done; echo it serv''es", /^it serves$/m);
  await type(published, /^Directory$/m);
  await type(direct, /^Directory$/m);
  await type(
    `iptables -A FORWARD -s 172.18.0.3 -d 172.18.0.2 -p tcp --dport 80 -j DROP; ${direct}`,
    /^no answer$/m,
  );
  await type(published, /^Directory$/m);
  expect(await lab.exec("host", "nft", "list", "ruleset")).toContain("dnat ip to 172.18.0.2:80");
  await lab.expectAgreement();
});
