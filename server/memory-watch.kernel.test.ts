import { expect, test } from "vitest";
import type { Problem } from "../shared/errors.ts";
import { smallLab } from "../shared/testing/small-lab.ts";
import { execIn } from "./kernel/exec.ts";
import { limits } from "./kernel/limits.ts";
import type { Lab } from "./lab.ts";
import { boundMemory } from "./memory-watch.ts";
import { eventually } from "./testing/eventually.ts";
import { expectKernelIsDocument, testLab } from "./testing/labs.ts";

const shell = async (lab: Lab, command: string) =>
  execIn(await lab.ready(), "host", ["bash", "-c", command], 25_000);

/** What the lab says of its memory. */
function warningsOf(lab: Lab): Problem[] {
  const heard: Problem[] = [];
  lab.listen((event) => event.type === "warning" && heard.push(event.problem));
  return heard;
}

test("LIMIT-6 where a lab's programs hold too much together, the largest is ended and the lab says so", async () => {
  await using made = await testLab();
  await using other = await testLab();
  const heard = warningsOf(made.lab);
  const others = warningsOf(other.lab);
  const part = Math.floor(limits.processMemory * 0.8);
  const hold = `perl -e 'my $x = "x"; $x x= ${part}; sleep 60' &`;
  const holding = shell(made.lab, `${hold} ${hold} ${hold} wait -n; echo ended $?; kill $(jobs -p)`);
  const beside = shell(other.lab, "perl -e 'my $x = qq(x) x 1e8; sleep 3'; echo whole");
  await eventually(() => {
    boundMemory([made.lab, other.lab]);
    expect(heard).toHaveLength(1);
  }, 20_000);
  expect(heard[0]).toMatchObject({
    code: "memory-process-ended",
    parameters: { name: "perl", limit: 2048 },
  });
  expect((await holding).stdout).toBe("ended 137\n");
  expect((await beside).stdout).toBe("whole\n");
  boundMemory([made.lab, other.lab]);
  expect([heard.length, others.length]).toEqual([1, 0]);
});

test("LIMIT-6 where it is files that somebody mounted room for, the lab is built anew", async () => {
  await using made = await testLab(smallLab);
  const { lab } = made;
  const heard = warningsOf(lab);
  const machine = await lab.ready();
  const size = limits.memory + 1024 * 1024;
  const mount = "mkdir /tmp/room && mount -t tmpfs -o size=90% room /tmp/room";
  const filling = shell(lab, `${mount} && head -c ${size} /dev/zero >/tmp/room/file && sleep 60`);
  await eventually(() => {
    boundMemory([lab]);
    expect(heard).toHaveLength(1);
  }, 20_000);
  expect(heard[0]).toMatchObject({ code: "memory-lab-restarted", parameters: { limit: 2048 } });
  await machine.gone;
  expect((await filling).exitCode).not.toBe(0);
  await expectKernelIsDocument(lab);
});
