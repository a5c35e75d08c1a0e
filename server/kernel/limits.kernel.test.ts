import { existsSync, readFileSync } from "node:fs";
import { execa } from "execa";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { smallLab } from "../../shared/testing/small-lab.ts";
import { eventually } from "../testing/eventually.ts";
import { isAlive, processesBeside } from "../testing/host.ts";
import { ada, drawing, expectKernelIsDocument, labUid, testLab } from "../testing/labs.ts";
import { execIn } from "./exec.ts";
import { limits } from "./limits.ts";
import { startMachine, type Machine } from "./machine.ts";

const shell = async (machine: Machine, command: string, timeoutMs = 20_000) => {
  const { stdout, stderr } = await execIn(machine, "host", ["bash", "-c", command], timeoutMs);
  return `${stdout}${stderr}`.trim();
};

describe("what a lab may take of the machine it runs on", () => {
  let machine: Machine;
  beforeEach(async () => {
    machine = await startMachine(labUid());
  });
  afterEach(() => machine.stop());

  test("LIMIT-1 a fork bomb fills its own lab only, the server works on in it, and its end is the end of all", async () => {
    const bombing = shell(machine, "bomb() { bomb | bomb & }; bomb; sleep 60").catch(() => "");
    await eventually(
      () => expect(processesBeside(machine.pid).length).toBeGreaterThan(limits.processes.people - 50),
      20_000,
    );
    expect(processesBeside(machine.pid).length).toBeLessThan(limits.processes.all);
    await eventually(async () =>
      expect(await shell(machine, "true")).toMatch(
        /no room for another process|Resource temporarily unavailable/,
      ),
    );
    // What the server has there already, and what it starts anew.
    expect(await machine.hostBatch.run([["netns", "add", "red"]])).toEqual([{ ok: true, output: "" }]);
    expect(await machine.workers.use((worker) => worker.run(["ip", "netns"]))).toEqual({
      ok: true,
      output: "red",
    });
    expect(await machine.reader.ask("red", [])).not.toBeNull();
    const other = await startMachine(labUid());
    expect(await shell(other, "echo here")).toBe("here");
    await other.stop();
    const inside = processesBeside(machine.pid);
    await machine.stop();
    await bombing;
    await eventually(() => expect(inside.filter(isAlive)).toEqual([]), 20_000);
  }, 60_000);

  test("LIMIT-2 a process has so many files, and so much memory, and cannot have more", async () => {
    const open = 'my @f; while (open my $f, "<", "/dev/null") { push @f, $f } print scalar(@f), " $!"';
    expect(await shell(machine, `perl -e '${open}'`)).toBe(`${limits.files - 3} Too many open files`);
    expect(await shell(machine, `perl -e 'my $x = "x" x ${limits.processMemory}'`)).toMatch(/out of memory/i);
    for (const more of ["-n 4096", "-u unlimited", "-d unlimited", "-c unlimited"])
      expect(await shell(machine, `ulimit -H ${more}`)).toMatch(
        /cannot modify limit: Operation not permitted/,
      );
  });

  test.each([
    ["/tmp", limits.disk],
    ["/dev/shm", limits.sharedMemory],
  ])(
    "LIMIT-3 files in %s are bounded by their bytes and their number, and the server works on when they are full",
    async (folder, { bytes, files }) => {
      const fill = `head -c ${2 * bytes} /dev/zero >${folder}/full; stat -c %s ${folder}/full`;
      expect(await shell(machine, fill)).toMatch(/^\d+\nhead: .*No space left on device$/);
      expect(Number(await shell(machine, `stat -c %s ${folder}/full`))).toBeLessThanOrEqual(bytes);
      expect(await machine.hostBatch.run([["netns", "add", "red"]])).toEqual([{ ok: true, output: "" }]);
      await shell(machine, `rm ${folder}/full`);
      const touch = `my $n = 0; while (open my $f, ">", "${folder}/$n") { $n++ } print "$n $!"`;
      const [made = "", ...why] = (await shell(machine, `perl -e '${touch}'`)).split(" ");
      expect(Number(made)).toBeLessThan(files);
      expect(why.join(" ")).toBe("No space left on device");
      expect(
        await shell(machine, `mount -o remount,size=99G tmpfs ${folder === "/tmp" ? "/" : "/dev"}`),
      ).toMatch(/permission denied/);
    },
  );

  test("LIMIT-4 what people run gives way to everything else, and is ended first when memory is used up", async () => {
    expect(await shell(machine, "nice; cat /proc/self/oom_score_adj; nice -n -5 true")).toMatch(
      /^19\n1000\nnice: cannot set niceness: Permission denied$/,
    );
    const ofServer = await machine.workers.use((worker) =>
      worker.run(["sh", "-c", "nice; cat /proc/self/oom_score_adj"]),
    );
    expect(ofServer.output).toBe("0\n500");
  });
});

test.skipIf(!existsSync("/proc/self/autogroup"))(
  "LIMIT-4 whoever starts it keeps their own share of the processors",
  async () => {
    await using made = await testLab();
    const share = () => readFileSync("/proc/self/autogroup", "utf8");
    const before = share();
    const [file, ...args] = (await made.lab.ready()).enter(["true"]);
    // In the session of whoever starts it, which the server never does.
    expect((await execa(file, args)).exitCode).toBe(0);
    expect(share()).toBe(before);
  },
);

test("LIMIT-5 who mounts over /usr or deletes all in reach hurts no other terminal, and a restart heals the lab", async () => {
  await using made = await testLab();
  const { lab } = made;
  await lab.edit(ada, drawing(smallLab));
  const machine = await lab.ready();
  const over = "mount -t tmpfs x /usr && [ ! -e /usr/bin/ip ] && echo alone";
  expect(await shell(machine, over)).toContain("alone");
  expect(await shell(machine, "rm -rf --no-preserve-root / 2>/dev/null; echo deleted")).toBe("deleted");
  expect(
    await shell(machine, "ip netns | wc -l && ping -c 1 -W 1 127.0.0.1 >/dev/null && echo works"),
  ).toMatch(/works$/);
  await expectKernelIsDocument(lab);
  await lab.edit(ada, { op: "update", id: "r0", changes: { mtu: 1400 } });
  await lab.restart();
  await expectKernelIsDocument(lab);
  expect(
    await shell(await lab.ready(), "cat /etc/hostname /etc/hosts 2>/dev/null; ls -d /tmp /root /var/tmp"),
  ).toContain("/var/tmp");
});
