import { noQuality, qualitySchema, type Qdisc, type Quality } from "../../../shared/quality.ts";
import {
  decodeAttributes,
  encodeRequest,
  flagDump,
  readNested,
  readText,
  type Answer,
  type Attributes,
} from "./message.ts";

/** rtnetlink(7), linux/rtnetlink.h, linux/pkt_sched.h. */
const getQdisc = 38;
const tcmsgLength = 20;
const attribute = { kind: 1, options: 2 } as const;
const tbf = { parameters: 1, rate64: 4, peakRate64: 5 } as const;
const netem = {
  correlation: 1,
  reorder: 3,
  corruption: 4,
  lossModel: 5,
  rate: 6,
  ecn: 7,
  rate64: 8,
  latency64: 10,
  jitter64: 11,
  slot: 12,
} as const;
/** TC_H_ROOT and TC_H_INGRESS: what comes in is another matter. */
const root = 0xffff_ffff;
const ingress = 0xffff_fff1;

/** The kernel puts these there without being asked; what else it puts there by default (net.core.default_qdisc) has no handle. */
const kernelsOwn: ReadonlySet<string | null> = new Set(["noqueue", "noop", "pfifo_fast", "mq", null]);

export function isKernelsOwnQdisc(kind: string | null): boolean {
  return kernelsOwn.has(kind);
}

/** Those of all interfaces. */
export function requestQdiscs(): Buffer {
  return encodeRequest(getQdisc, flagDump, Buffer.alloc(tcmsgLength));
}

/** Interface index → what somebody put at its root. With others below it, it is more than a record can say. */
export function decodeQdiscs({ messages }: Answer): ReadonlyMap<number, Qdisc> {
  const found = new Map<number, Qdisc>();
  const withOthers = new Set<number>();
  for (const { body } of messages) {
    const [ifindex, handle, parent] = [body.readInt32LE(4), body.readUInt32LE(8), body.readUInt32LE(12)];
    if (handle === 0 || parent === ingress) continue;
    const kind = readText(decodeAttributes(body, tcmsgLength), attribute.kind) ?? "";
    if (parent === root) found.set(ifindex, { kind, quality: toQuality(kind, body) });
    else withOthers.add(ifindex);
  }
  return new Map(
    [...found].map(([ifindex, { kind, quality }]) => [
      ifindex,
      { kind, quality: withOthers.has(ifindex) ? null : quality },
    ]),
  );
}

function toQuality(kind: string, body: Buffer): Quality | null {
  const attributes = decodeAttributes(body, tcmsgLength);
  const said = kind === "tbf" ? ofTbf(attributes) : kind === "netem" ? ofNetem(attributes) : null;
  const parsed = qualitySchema.safeParse(said === null ? null : { ...noQuality, ...said });
  return parsed.data ?? null;
}

/** `struct tc_tbf_qopt`: two rates of 12 bytes, then the limit, and how long a burst takes. */
function ofTbf(attributes: Attributes): Partial<Quality> | null {
  const options = readNested(attributes, attribute.options);
  const parameters = options.get(tbf.parameters);
  if (parameters === undefined) return null;
  const bytesPerSecond = rateIn(parameters, options.get(tbf.rate64));
  const hasPeak = parameters.readUInt32LE(20) !== 0 || options.has(tbf.peakRate64);
  if (hasPeak || isOverheadCounted(parameters)) return null;
  return {
    rateBitsPerSecond: bytesPerSecond * 8,
    limitBytes: parameters.readUInt32LE(24),
    burstBytes: Math.round((parameters.readUInt32LE(28) * nanosecondsPerTick * bytesPerSecond) / 1e9),
  };
}

/** PSCHED_SHIFT: the kernel's own clock, as it tells of it. */
const nanosecondsPerTick = 64;

/** `struct tc_ratespec`: its overhead, minimum and link layer (1 is Ethernet), and the rate last. */
function isOverheadCounted(rate: Buffer): boolean {
  return rate.readUInt8(1) > 1 || rate.readUInt16LE(2) !== 0 || rate.readUInt16LE(6) !== 0;
}

function rateIn(rate: Buffer, rate64: Buffer | undefined): number {
  return rate64 === undefined ? rate.readUInt32LE(8) : Number(rate64.readBigUInt64LE(0));
}

/**
 * `struct tc_netem_qopt` (latency, limit, loss, gap, duplicate, jitter), then attributes. Which distribution a delay has the
 * kernel does not tell.
 */
function ofNetem(attributes: Attributes): Partial<Quality> | null {
  const data = attributes.get(attribute.options);
  if (data === undefined || data.length < 24) return null;
  const options = decodeAttributes(data, 24);
  const [limit, gap] = [data.readUInt32LE(4), data.readUInt32LE(12)];
  const reorder = options.get(netem.reorder) ?? Buffer.alloc(8);
  const isMore =
    limit !== 1000 ||
    gap !== (reorder.readUInt32LE(0) === 0 ? 0 : 1) ||
    reorder.readUInt32LE(4) !== 0 ||
    [netem.correlation, netem.corruption].some((type) => !isZero(options.get(type))) ||
    !isZero(options.get(netem.ecn)) ||
    options.has(netem.lossModel) ||
    options.has(netem.slot);
  const rate = options.get(netem.rate) ?? Buffer.alloc(16);
  if (isMore || !isZero(rate.subarray(4))) return null;
  const rate64 = options.get(netem.rate64);
  const bytesPerSecond = rate64 === undefined ? rate.readUInt32LE(0) : Number(rate64.readBigUInt64LE(0));
  const said = {
    delayMs: toMs(options.get(netem.latency64)),
    jitterMs: toMs(options.get(netem.jitter64)),
    lossPercent: toPercent(data.readUInt32LE(8)),
    duplicatePercent: toPercent(data.readUInt32LE(16)),
    reorderPercent: toPercent(reorder.readUInt32LE(0)),
    rateBitsPerSecond: bytesPerSecond === 0 ? null : bytesPerSecond * 8,
  };
  // A rate alone is to be a token bucket's.
  const { delayMs, lossPercent, duplicatePercent } = said;
  return delayMs === null && lossPercent === null && duplicatePercent === null ? null : said;
}

function isZero(value: Buffer | undefined): boolean {
  return value === undefined || value.every((byte) => byte === 0);
}

/** tc rounds down to a tick of the kernel's: what whole microseconds do not come near to is no record's. */
function toMs(nanoseconds: Buffer | undefined): number | null {
  const value = Number(nanoseconds?.readBigInt64LE(0) ?? 0);
  if (value === 0) return null;
  const microseconds = Math.round(value / 1000);
  return Math.abs(microseconds * 1000 - value) < nanosecondsPerTick ? microseconds / 1000 : Number.NaN;
}

/** tc rounds to one of 2³² parts: what four decimals do not come near to is no record's. */
function toPercent(part: number): number | null {
  if (part === 0) return null;
  const percent = Math.round((part / 0xffff_ffff) * 1e6) / 1e4;
  return Math.abs((percent / 100) * 0xffff_ffff - part) < 1 ? percent : Number.NaN;
}
