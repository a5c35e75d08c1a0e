import { spawnSync } from "node:child_process";
import { cpus, loadavg, release } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { buildByEdit, buildByImport, buildNothing } from "./cold-build.ts";
import { inFreshMachine } from "./lab-machine.ts";
import { measureLatencies, type Latencies } from "./latency.ts";
import { measurePage } from "./page.ts";
import { waitForQuiet } from "./quiet.ts";
import {
  aimRow,
  latencyCells,
  milliseconds,
  progress,
  say,
  spreadCells,
  table,
  times,
  type Aim,
} from "./report.ts";
import { buildAtFloor, floorWays, type FloorWay } from "./rivals/floor.ts";
import { buildByMininet } from "./rivals/mininet.ts";
import { buildByScript } from "./rivals/tutorial.ts";
import { BenchServer } from "./server.ts";
import { quantile } from "./statistics.ts";

const { values: options } = parseArgs({ options: { quick: { type: "boolean", default: false } } });

const races = options.quick
  ? [{ count: 50, rounds: 3 }]
  : [
      { count: 50, rounds: 5 },
      { count: 200, rounds: 3 },
    ];
const labSizes = options.quick ? [10, 50] : [10, 200];
const samples = options.quick ? 40 : 200;

/** The times of one contestant, round after round. */
type Times = Map<string, number[]>;

const ours = "Vethlab: import → observed";
const oursRunning = "Vethlab: import → running";
const oursWarm = "Vethlab: one edit, lab running";
const machineOnly = "bare lab machine";
const emptyLab = "Vethlab: empty lab";
const script = "tutorial's script";
const mininet = "Mininet: build";
const mininetStop = "Mininet: stop";

async function race(server: BenchServer, count: number, rounds: number): Promise<Times> {
  const results: Times = new Map();
  const note = (name: string, took: number): void => {
    results.set(name, [...(results.get(name) ?? []), took]);
    progress(`N=${count} ${name}: ${milliseconds(took)}`);
  };
  const run = async (name: string, contestant: () => Promise<number>): Promise<void> => {
    await waitForQuiet();
    note(name, await contestant());
  };
  for (let round = 1; round <= rounds; round += 1) {
    progress(`N=${count} round ${round} of ${rounds}`);
    await waitForQuiet();
    const imported = await buildByImport(server, count);
    note(oursRunning, imported.runningMs);
    note(ours, imported.observedMs);
    await run(oursWarm, () => buildByEdit(server, count));
    await run(emptyLab, () => buildNothing(server));
    await run(machineOnly, () => timeOf(() => inFreshMachine(() => Promise.resolve())));
    for (const way of Object.keys(floorWays) as FloorWay[]) await run(way, () => buildAtFloor(count, way));
    await run(script, () => buildByScript(count));
    await waitForQuiet();
    const outcome = await buildByMininet(count);
    if (typeof outcome === "string") progress(`Mininet is left out: ${outcome}`);
    else {
      note(mininet, outcome.buildMs);
      note(mininetStop, outcome.stopMs);
    }
  }
  return results;
}

async function timeOf(work: () => Promise<void>): Promise<number> {
  const begin = performance.now();
  await work();
  return performance.now() - begin;
}

function median(results: Times, name: string): number {
  return quantile(results.get(name) ?? [], 0.5);
}

function floorOf(results: Times): number {
  return Math.min(...Object.keys(floorWays).map((way) => median(results, way)));
}

function raceTable(results: Times): string {
  const floor = floorOf(results);
  const rows = [...results].map(([name, took]) => [
    name,
    ...spreadCells(took),
    times(median(results, name) / floor),
  ]);
  return table(["", "median", "min", "max", "to the floor"], rows);
}

const latencyNames = {
  toggle: "edit: link down/up → ack",
  address: "edit: address → ack",
  added: "edit: namespace + link added → ack",
  removed: "edit: namespace + link removed → ack",
  outside: "by hand: before the command → browser",
  outsideAfter: "by hand: after the command → browser",
  drawn: "by hand: after the command → drawing",
} as const satisfies Readonly<Record<keyof Latencies, string>>;

const editKinds = ["toggle", "address", "added", "removed"] as const;

/** From the end of the command until the page shows it: in each browser's document, not yet on the screen. */
const pageName = "by hand: after the command → page";

function latencyTable(
  sizes: ReadonlyMap<number, Latencies>,
  pages: ReadonlyMap<number, number[] | null>,
): string {
  const rows = [...sizes].flatMap(([size, latencies]) => {
    const page = pages.get(size) ?? null;
    return [
      ...(Object.keys(latencyNames) as (keyof Latencies)[]).map((key) => [
        `N=${size} ${latencyNames[key]}`,
        ...latencyCells(latencies[key]),
      ]),
      ...(page === null ? [] : [[`N=${size} ${pageName}`, ...latencyCells(page)]]),
    ];
  });
  return table(["", "p50", "p99", "max"], rows);
}

function raceAims(count: number, results: Times): Aim[] {
  const cold = median(results, ours);
  const toFloor = cold / floorOf(results);
  const toMininet = median(results, mininet) / cold;
  const hasMininet = results.has(mininet);
  return [
    { name: `N=${count}: cold build at most 1.5 × the floor`, value: times(toFloor), met: toFloor <= 1.5 },
    {
      name: `N=${count}: cold build at least 6 × faster than Mininet`,
      value: hasMininet ? times(toMininet) : "–",
      met: hasMininet ? toMininet >= 6 : null,
    },
  ];
}

function latencyAims(sizes: ReadonlyMap<number, Latencies>): Aim[] {
  const aims = [...sizes].flatMap(([size, latencies]) => {
    const worst = (fraction: number) =>
      Math.max(...editKinds.map((kind) => quantile(latencies[kind], fraction)));
    return [
      atMost(`N=${size}: slowest kind of edit, p50 at most 10 ms`, worst(0.5), 10),
      atMost(`N=${size}: slowest kind of edit, p99 at most 40 ms`, worst(0.99), 40),
      atMost(`N=${size}: change by hand → browser, p99 at most 30 ms`, quantile(latencies.outside, 0.99), 30),
    ];
  });
  const [small, large] = [...sizes.values()];
  if (small === undefined || large === undefined) return aims;
  for (const key of [...editKinds, "outside"] as const) {
    const ratio = quantile(large[key], 0.5) / quantile(small[key], 0.5);
    aims.push({
      name: `large lab within 1.5 × of small: ${key}, p50`,
      value: times(ratio),
      met: ratio <= 1.5,
    });
  }
  return aims;
}

function pageAims(pages: ReadonlyMap<number, number[] | null>): Aim[] {
  return [...pages].map(([size, took]) => {
    const name = `N=${size}: change by hand → page, p99 at most 100 ms`;
    return took === null ? { name, value: "–", met: null } : atMost(name, quantile(took, 0.99), 100);
  });
}

function atMost(name: string, value: number, limit: number): Aim {
  return { name, value: milliseconds(value), met: value <= limit };
}

function build(): void {
  const { status } = spawnSync(process.execPath, ["server/bootstrap/build.mjs"], {
    cwd: join(import.meta.dirname, ".."),
    stdio: "inherit",
  });
  if (status !== 0) process.exit(1);
}

build();
const server = await BenchServer.start();
try {
  say(`\nLinux ${release()}, ${cpus().length} cores, Node ${process.version}`);
  const results = new Map<number, Times>();
  for (const { count, rounds } of races) {
    const took = await race(server, count, rounds);
    results.set(count, took);
    say(`\nOne bridge, ${count} namespaces\n\n${raceTable(took)}`);
  }
  const sizes = new Map<number, Latencies>();
  const pages = new Map<number, number[] | null>();
  for (const size of labSizes) {
    progress(`latencies in a lab of ${size}`);
    await waitForQuiet();
    sizes.set(size, await measureLatencies(server, size, samples));
    progress(`a page with a lab of ${size}`);
    await waitForQuiet();
    pages.set(size, await measurePage(server, size, samples));
  }
  say(`\nLatencies, ${samples} samples each\n\n${latencyTable(sizes, pages)}`);
  const aims = [
    ...[...results].flatMap(([count, took]) => raceAims(count, took)),
    ...latencyAims(sizes),
    ...pageAims(pages),
  ];
  const load = loadavg()[2]?.toFixed(1) ?? "?";
  say(`\nLoad over the last 15 minutes: ${load}`);
  say(`\nAims\n\n${table(["", "measured", ""], aims.map(aimRow))}`);
} finally {
  await server.stop();
}
