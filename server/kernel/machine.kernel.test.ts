import { describe, expect, test } from "vitest";
import type { Problem } from "../../shared/errors.ts";
import { smallLab } from "../../shared/testing/small-lab.ts";
import { startChild } from "../testing/child.ts";
import { eventually } from "../testing/eventually.ts";
import { hostState, isAlive, processesBeside, processesOf } from "../testing/host.ts";
import { ada, drawing, expectKernelIsDocument, labUid, testLab } from "../testing/labs.ts";
import { execIn } from "./exec.ts";
import { startMachine } from "./machine.ts";

describe("the machine a lab runs on", () => {
  test("HOST-1: is the same before, while and after labs ran", async () => {
    const before = await hostState();
    const made = await testLab();
    await made.lab.edit(ada, drawing(smallLab));
    await made.lab.edit(ada, {
      op: "update",
      id: "host",
      changes: { forwarding: { ipv4: true, ipv6: true } },
    });
    const other = await startMachine(labUid());
    await execIn(
      other,
      "host",
      [
        "sh",
        "-c",
        "ip netns add x; nft add table inet t; sysctl -w net.ipv4.ip_forward=1; ip link add br0 type bridge; mount -t tmpfs x /mnt",
      ],
      5000,
    );
    await expectKernelIsDocument(made.lab);
    expect(await hostState()).toEqual(before);
    await made[Symbol.asyncDispose]();
    await other.stop();
    expect(await hostState()).toEqual(before);
  });

  test("HOST-2: is rid of a lab as soon as its server dies, however", async () => {
    const uid = labUid();
    const child = startChild(new URL("../testing/children/hold-machine.ts", import.meta.url), [
      uid === null ? "" : String(uid),
    ]);
    const pid = Number(await child.line());
    const inside = processesBeside(pid);
    expect(inside).toContain(pid);
    child.process.kill("SIGKILL");
    await eventually(() => {
      expect(inside.filter(isAlive)).toEqual([]);
      expect(uid === null ? [] : processesOf(uid)).toEqual([]);
    });
  });

  test("HOST-2: is rid of it when the lab is stopped", async () => {
    const machine = await startMachine(labUid());
    await machine.workers.use((worker) => worker.run(["true"]));
    const inside = processesBeside(machine.pid);
    expect(inside).toContain(machine.pid);
    await machine.stop();
    await eventually(() => expect(inside.filter(isAlive)).toEqual([]));
  });

  test("HOST-3: says which switch forbids lab machines, and the command for it", async () => {
    // In a user namespace of its own, and then without the power that its root has.
    const forbid = `echo 0 >/proc/sys/user/max_user_namespaces
      exec setpriv --bounding-set=-all --inh-caps=-all "$@"`;
    const child = startChild(
      new URL("../testing/children/report-machine.ts", import.meta.url),
      [],
      ["unshare", "-Ur", "sh", "-ec", forbid, "sh"],
    );
    const problem = JSON.parse(await child.line()) as Problem;
    expect(problem).toMatchObject({
      kind: "machine-unavailable",
      code: "user-namespaces-forbidden",
      command: "sudo sysctl -w user.max_user_namespaces=10000",
    });
    expect(problem.detail).toContain(problem.command);
    expect(problem.output).not.toBe("");
  });
});

describe("what works inside a machine", () => {
  test("SAFE-1: a secret reaches a command as data, on its standard input alone", async () => {
    const machine = await startMachine(labUid());
    const secret = "it's $(id) \\ `id` END";
    const { output } = await machine.workers.use((worker) =>
      worker.run(["sh", "-c", "cat; tr '\\0' ' ' </proc/$$/cmdline"], secret),
    );
    expect(output.split("\n")[0]).toBe(secret);
    expect(output.split("\n")[1]).not.toContain(secret);
    await machine.stop();
  });

  test("KERNEL-2: a shell answers each job with its outcome, in order", async () => {
    const machine = await startMachine(labUid());
    await machine.hostBatch.run([["netns", "add", "red"]]);
    const up = ["link", "set", "dev", "lo", "up"];
    const jobs = await machine.workers.use((worker) =>
      Promise.all([
        worker.run(["printf", "%s", "$(id) `id` 'quotes' \"and\" \\ # ; | & * batch x"]),
        worker.batch("ip", "red", [up, ["link", "set", "dev", "none", "up"], up]),
        worker.batch("ip", "nowhere", [up, up]),
        worker.run(["false"]),
        worker.run(["no-such-program"]),
        worker.run(["cat"]),
        worker.run(["ip", "-n", "red", "-o", "link", "show", "dev", "lo", "up"]),
        worker.batch("ip", "red", []),
      ]),
    );
    expect(jobs[0]).toEqual({ ok: true, output: "$(id) `id` 'quotes' \"and\" \\ # ; | & * batch x" });
    expect(jobs[1].map(({ ok }) => ok)).toEqual([true, false, true]);
    expect(jobs[1][1]?.output).toBe('Cannot find device "none"');
    expect(jobs[2].map(({ ok }) => ok)).toEqual([false, false]);
    expect(jobs[2][0]?.output).toContain('Cannot open network namespace "nowhere"');
    expect(jobs[3]).toEqual({ ok: false, output: "" });
    expect(jobs[4]).toMatchObject({ ok: false });
    expect(jobs[5]).toEqual({ ok: true, output: "" });
    expect(jobs[6].output).toContain("LOOPBACK,UP");
    expect(jobs[7]).toEqual([]);
    await machine.stop();
  });

  test("KERNEL-1: a command that ip does not survive fails alone", async () => {
    const machine = await startMachine(labUid());
    const outcomes = await machine.hostBatch.run([
      ["link", "add", "name", "b0", "type", "bridge"],
      ["link", "set", "dev", "b0", "master", "none"],
      ["link", "set", "dev", "b0", "mtu", "1400"],
      ["link", "set", "dev", "b0", "netns", "nowhere"],
    ]);
    expect(outcomes.map(({ ok, output }) => [ok, output.trim()])).toEqual([
      [true, ""],
      [false, 'Error: argument "none" is wrong: Device does not exist'],
      [true, ""],
      [false, 'Error: argument "nowhere" is wrong: Invalid "netns" value'],
    ]);
    const { stdout } = await execIn(machine, "host", ["ip", "-o", "link", "show", "dev", "b0"], 5000);
    expect(stdout).toContain("mtu 1400");
    await machine.stop();
  });

  test("SAFE-1: a job's words cannot end it or begin another", async () => {
    const machine = await startMachine(labUid());
    const [worker] = machine.workers.all;
    if (worker === undefined) throw new Error("a machine has workers");
    for (const word of [".", "a\nb", "a\rb", "\u0004", "\0", ""]) {
      await expect(worker.run(["echo", word])).rejects.toThrow(TypeError);
    }
    await expect(worker.batch("ip", "red blue", [["link"]])).rejects.toThrow(TypeError);
    await expect(worker.batch("ip", "red", [["link", "."], ["a b"]])).rejects.toThrow(TypeError);
    expect(await worker.run(["echo", "still here"])).toEqual({ ok: true, output: "still here" });
    await machine.stop();
  });

  test("KERNEL-3: asked after the machine's end, everything is refused, nothing hangs", async () => {
    const machine = await startMachine(labUid());
    const asked = machine.workers.use((worker) => worker.run(["sleep", "60"]));
    asked.catch(() => undefined);
    await machine.workers.all[0]?.run(["true"]);
    process.kill(machine.pid, "SIGKILL");
    await machine.gone;
    await expect(asked).rejects.toThrow("ended");
    await expect(machine.hostBatch.run([["link"]])).rejects.toThrow("gone");
    await expect(machine.workers.use((worker) => worker.run(["true"]))).rejects.toThrow("gone");
  });
});
