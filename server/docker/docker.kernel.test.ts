import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { usualTerminalSize, type TerminalState } from "../../shared/terminal.ts";
import { recordsOfKind } from "../../shared/topology.ts";
import { execIn } from "../kernel/exec.ts";
import { placeNamed } from "../place.ts";
import { eventually } from "../testing/eventually.ts";
import { ada, bob, expectKernelIsDocument, testLab, type TestLab } from "../testing/labs.ts";
import { serveDocker } from "./serve.ts";

const terminals: { states: readonly TerminalState[] } = { states: [] };
let own: TestLab;
beforeAll(async () => {
  own = await testLab();
  serveDocker(own.lab, terminals);
  own.lab.typedBy(ada);
});
afterAll(() => own[Symbol.asyncDispose]());

/** What it prints, on either stream, and its exit code where that is not 0. */
async function type(command: string, { place = "host", lab = own.lab } = {}): Promise<string> {
  const argv = ["bash", "-c", `exec 2>&1; ${command}`];
  const { stdout, exitCode } = await execIn(await lab.ready(), await placeNamed(lab, place), argv, 20_000);
  return stdout + (exitCode === 0 ? "" : `exit ${exitCode}\n`);
}

function container(name: string) {
  const found = [...recordsOfKind(own.lab.document.topology, "container")].find((each) => each.name === name);
  if (found === undefined) throw new Error(`no container ${name}`);
  return found;
}

const isCalled = (name: string) => ({
  by: (kind: "container" | "bridge") =>
    [...recordsOfKind(own.lab.document.topology, kind)].some((record) => record.name === name),
});
const lastAuthor = () => own.lab.log.at(-1)?.author.name;
const one = " 1 received";
const unknown = /not known|failure in name resolution/;
const ping = (from: string, to: string) => type(`docker exec ${from} ping -4 -c1 -W1 ${to}`);

describe("DOCKER-1 the tutorials' commands make, show and end containers and networks", () => {
  test("S12: the first container brings docker0, as one edit of whoever typed it", async () => {
    const said = await type("docker run -itd --name box1 busybox");
    expect(said).toMatch(/^(?:[0-9a-f]{64}\n|box1: busybox is not fetched: [^\n]*\n){2}$/);
    expect([isCalled("docker0").by("bridge"), lastAuthor()]).toEqual([true, "Ada"]);
    expect(await type("docker exec box1 ip route")).toContain("default via 172.17.0.1");
    expect(await type("docker inspect -f '{{.State.Pid}} {{.NetworkSettings.IPAddress}}' box1")).toMatch(
      /^\d+ 172\.17\.0\.2\n$/,
    );
    expect(await type("docker ps")).toMatch(
      /^CONTAINER ID {3}IMAGE {3}COMMAND .*NAMES\n[0-9a-f]{12} +lab +"sleep infinity" +Up .* +box1\n$/,
    );
    expect(await type("ping -c1 -W1 172.17.0.2")).toContain(one);
    expect(await type("docker stop box1; docker ps -q; docker ps -a")).toMatch(
      /^box1\nCONTAINER.*\n.*Exited \(/,
    );
    expect(await type("docker start box1; docker rm box1")).toMatch(
      /^box1\n.*container is running.*\nexit 1\n$/,
    );
    await expectKernelIsDocument(own.lab);
    await own.lab.undo(ada);
    expect(container("box1").state).toBe("stopped");
    expect(await type("docker rm box1; docker restart box1")).toBe(
      "box1\ndocker restart: No such container: box1\nexit 1\n",
    );
  });

  test("S13: the four modes, and what runs in front with what is typed and shown there", async () => {
    await type("docker run -d --name web --network none httpd sleep 600");
    expect(await type("docker exec web ip -brief link")).toMatch(/^lo [^\n]*\n$/);
    await type("docker run -d --name beside --net=container:web busybox");
    expect(await type("docker exec web readlink /proc/self/ns/net")).toBe(
      await type("docker exec beside readlink /proc/self/ns/net"),
    );
    expect(await type("docker run --rm --net host alpine ip -brief link")).toMatch(/^[^]*docker0[^]*$/);
    expect(
      await type("echo typed | docker run -i --rm --name front alpine sh -c 'cat; hostname; exit 7'"),
    ).toMatch(/^front: alpine is not fetched[^\n]*\ntyped\nfront\nexit 7\n$/);
    expect(isCalled("front").by("container")).toBe(false);
    expect(await type("docker run -d --name talker busybox sh -c 'echo hello; sleep 600'")).toContain(
      "talker:",
    );
    await eventually(async () => expect(await type("docker logs talker")).toBe("hello\n"));
    expect(await type("docker rm -f talker beside web")).toBe("talker\nbeside\nweb\n");
  });

  test("S16 to S19: networks with names, links one way, joining live, members", async () => {
    expect(await type("docker network create my-bridge")).toMatch(/^[0-9a-f]{64}\n$/);
    for (const [name, options] of [
      ["box1", "--network my-bridge --network-alias first"],
      ["box2", "--network my-bridge --ip 172.18.0.77"],
      ["box3", ""],
      ["box4", "--link box3:other"],
    ])
      await type(`docker run -itd --name ${name} ${options} busybox sh`);
    expect(await type("docker network ls")).toMatch(
      /^NETWORK ID +NAME +DRIVER +SCOPE\n\S+ +bridge +bridge +local\n\S+ +host +host +local\n\S+ +my-bridge +bridge +local\n\S+ +none +null +local\n$/,
    );
    expect(await ping("box1", "box2")).toContain("172.18.0.77");
    expect(await ping("box2", "first")).toContain(one);
    expect(await ping("box1", "box3")).toMatch(unknown);
    expect(await ping("box4", "other")).toContain(one);
    expect(await ping("box3", "box4")).toMatch(unknown);
    expect(await type("docker network connect --alias db my-bridge box3")).toBe("");
    expect(await ping("box1", "db")).toContain(one);
    expect(await ping("box3", "box2")).toContain(one);
    const [told] = JSON.parse(await type("docker network inspect my-bridge")) as [{ Containers: object }];
    expect(told).toMatchObject({
      Name: "my-bridge",
      Driver: "bridge",
      IPAM: { Config: [{ Subnet: "172.18.0.0/16", Gateway: "172.18.0.1" }] },
    });
    expect(Object.values(told.Containers)).toContainEqual({
      Name: "box2",
      EndpointID: expect.stringMatching(/^[0-9a-f]{64}$/),
      MacAddress: expect.stringMatching(/^(?:[0-9a-f]{2}:){5}[0-9a-f]{2}$/),
      IPv4Address: "172.18.0.77/16",
      IPv6Address: "",
    });
    expect(await type("docker network disconnect my-bridge box3; docker exec box3 ls /sys/class/net")).toBe(
      "eth0\nlo\n",
    );
    expect(await type("docker network rm my-bridge")).toMatch(/active endpoints: box1, box2\nexit 1/);
    expect(await type("docker rm -f $(docker ps -aq); docker network rm my-bridge")).toMatch(/my-bridge\n$/);
    await expectKernelIsDocument(own.lab);
  });
});

describe("DOCKER-2 what cannot be done is told in one line, and nothing has changed", () => {
  beforeAll(async () => void (await type("docker run -d --name taken --network none busybox")));
  afterAll(async () => void (await type("docker rm -f taken")));

  test.each([
    ["docker run -d --name taken busybox", /Conflict\. The container name "\/taken" is already in use/],
    ["docker run -d --name 'a b/c' busybox", /invalid container name a b\/c/],
    ["docker run -d --net nowhere busybox", /network nowhere not found/],
    ["docker run -d --net container:nobody busybox", /No such container: nobody/],
    ["docker run -d --link nobody busybox", /No such container: nobody/],
    ["docker run -d --ip 10.9.9.9 busybox", /10\.9\.9\.9 is not in 172\.17\.0\.0\/16/],
    ["docker run -d --net host -p 1:1 busybox", /need a network of its own, not host/],
    ["docker run -d busybox no-such-program", /no-such-program: No such file/],
    ["docker run -it busybox sh", /the input device is not a TTY/],
    ["docker run -v /a:/b busybox", /unknown option -v; "docker run" has .*--name NAME/],
    ["docker exec nobody ls", /No such container: nobody/],
    ["docker exec taken", /needs 2 words at least: docker exec \[OPTIONS\] CONTAINER COMMAND/],
    ["docker network create bridge", /already exists/],
    ["docker network create --subnet x y", /invalid subnet x/],
    ["docker network create -d overlay y", /the driver overlay is not known/],
    ["docker network create a-name-that-is-too-long", /invalid network name [^:]*: must be at most 15/],
    ["docker network rm bridge", /pre-defined network/],
    ["docker network connect bridge nobody", /No such container: nobody/],
    ["docker inspect nobody", /No such object: nobody/],
    ["docker pull busybox", /"docker pull" is not known in a lab; there are exec, .* and network/],
    ["docker network prune", /"docker network prune" is not known in a lab; there are connect, /],
    ["docker constructor", /"docker constructor" is not known/],
  ])("%s", async (command, expected) => {
    const before = [...recordsOfKind(own.lab.document.topology, "container")].length;
    const said = await type(command);
    expect(said).toMatch(expected);
    expect(said).toMatch(/docker: [^\n]*\nexit \d+\n$/);
    expect([...recordsOfKind(own.lab.document.topology, "container")]).toHaveLength(before);
  });

  test("in a container, and where an engine's own client is meant, it says so", async () => {
    expect(await type("docker exec taken docker ps")).toMatch(
      /a container cannot tell the lab what to do.*\nexit \d+/,
    );
    expect(await type("DOCKER_HOST=unix:///none docker ps")).toMatch(
      /no client of the Docker engine|unix:\/\/\/none/,
    );
  });
});

test("DOCKER-3: S20: a published port leads to its container wherever that is, and nowhere when it is not", async () => {
  const rules = () =>
    type("nft list ruleset | grep dnat | sed 's/^\\s*//; s/counter packets [0-9]* bytes [0-9]* //'");
  await type("docker run -d --name web -p 8080:80 -p 53:53/udp nginx sleep 600");
  expect(await type("docker port web")).toBe("80/tcp -> 0.0.0.0:8080\n53/udp -> 0.0.0.0:53\n");
  expect(await type("docker ps")).toContain("0.0.0.0:8080->80/tcp, 0.0.0.0:53->53/udp");
  expect(await rules()).toContain("tcp dport 8080 dnat ip to 172.17.0.2:80");
  expect(await type("docker run -d -p 8080:81 busybox")).toContain("port is already allocated");
  await type("docker stop web");
  expect(await rules()).not.toContain("dnat");
  await type("docker run -d --name first busybox; docker start web");
  expect(await rules()).toContain("tcp dport 8080 dnat ip to 172.17.0.3:80");
  await type("kill -KILL $(docker inspect -f '{{.State.Pid}}' web)");
  await eventually(() => expect(container("web").state).toBe("stopped"));
  await type("docker rm web first -f");
  expect(await rules()).not.toContain("dnat");
  await expectKernelIsDocument(own.lab);
});

describe("DOCKER-4 whose doing it is", () => {
  test("is known by the terminal, and else by who typed last", async () => {
    const size = usualTerminalSize;
    terminals.states = [
      { id: "bobs", namespace: "host", openedBy: ada, openedAt: 0, writer: bob, size, end: null },
    ];
    await type("LAB_TERMINAL=bobs docker run -d --name bobs --net none busybox");
    expect(lastAuthor()).toBe("Bob");
    await type("LAB_TERMINAL=nobodys docker rm -f bobs");
    expect(lastAuthor()).toBe("Ada");
  });

  test("a container that is done is nobody's doing, one that is killed is", async () => {
    await type("docker run -d --name done busybox sleep 0.2");
    await eventually(() => expect(container("done").state).toBe("stopped"));
    expect(lastAuthor()).toBe("Vethlab");
    await type("docker rm done; docker run -d --name killed busybox");
    await type("kill $(docker inspect -f '{{.State.Pid}}' killed)");
    await eventually(() => expect(container("killed").state).toBe("stopped"));
    expect(lastAuthor()).toBe("Ada");
    await type("docker rm killed");
  });
});

describe("DOCKER-5 the way to the server is one lab's, and bounded", () => {
  test("labs do not see each other", async () => {
    await using other = await testLab();
    serveDocker(other.lab, terminals);
    await type("docker run -d --name mine --net none busybox");
    expect(await type("docker ps -aq", { lab: other.lab })).toBe("");
    await type("docker rm -f mine");
  });

  test("rubbish, floods and long words are refused, and whoever comes next is answered", async () => {
    const send = (bytes: string) =>
      `perl -e 'socket my $s, 1, 1, 0; connect $s, pack "S a108", 1, "/run/vethlab" or die; syswrite $s, ${bytes}; shutdown $s, 1; print length(join "", <$s>), "\\n"'`;
    expect(await type(send('"\\xff" x 100'))).toBe("0\n");
    expect(await type(send('pack "N/a*", "\\xff\\n" x 9'))).toMatch(/^[1-9]\d*\n$/);
    expect(await type("docker ps $(head -c 100000 /dev/zero | tr '\\0' x)")).toMatch(/exit/);
    await type(
      `perl -e 'for (1..40) { socket my $s, 1, 1, 0; connect $s, pack "S a108", 1, "/run/vethlab" or die; push @s, $s } print "held"; sleep 30' & while ! docker ps; do :; done; kill $!`,
    );
    await type("for i in $(seq 10); do docker ps & done; wait");
    expect(await type("docker ps -q")).toBe("");
  });

  test("who takes it away, or ends its program, does so in this lab only, and not for long", async () => {
    await type("rm /run/vethlab; ln -s /etc/passwd /run/vethlab; kill $(pgrep -f vethlab-hatch)");
    await eventually(async () => expect(await type("docker ps -q")).toBe(""), 8000);
  });
});
