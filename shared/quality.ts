import * as z from "zod";

/**
 * What a link does to the packets that one of its interfaces sends. Words, units and limits are those of tc-netem(8) and
 * tc-tbf(8), as far as the kernel keeps them to the letter (net/sched/sch_netem.c, sch_tbf.c).
 */

/** A fraction of 2³² to the kernel: four decimals come back as they were. */
const percentSchema = z.number().min(0.0001).max(100).multipleOf(0.0001).nullable().default(null);
const millisecondsSchema = z.number().min(0.001).max(100_000).multipleOf(0.001).nullable().default(null);
const bytesSchema = z.int().min(1).max(0x7fff_ffff).nullable().default(null);

const shape = {
  delayMs: millisecondsSchema.describe("How much later each packet arrives."),
  jitterMs: millisecondsSchema.describe("How much the delay varies, up and down. It needs a delay."),
  lossPercent: percentSchema.describe("How many packets are lost, at random."),
  duplicatePercent: percentSchema.describe("How many arrive twice."),
  reorderPercent: percentSchema.describe("How many overtake the delayed ones. It needs a delay."),
  rateBitsPerSecond: z
    .int()
    .min(8000)
    .max(400_000_000_000)
    // The kernel counts whole bytes.
    .multipleOf(8)
    .nullable()
    .default(null),
  burstBytes: bytesSchema.describe(
    "How much may be sent at once after a pause, where only the rate is limited. Left out, both this and limitBytes follow from the rate.",
  ),
  limitBytes: bytesSchema.describe("How much may wait or be sent at once; what comes beyond it is dropped."),
};

export const qualitySchema = z
  .strictObject(shape)
  .superRefine((quality, context) => {
    const fault = faultOf(quality);
    if (fault === null) return;
    const { field, problem, message } = fault;
    context.addIssue({ code: "custom", path: [field], message, params: { problem } });
  })
  .nullable()
  .overwrite((quality) => (quality === null || saysNothing(quality) ? null : quality))
  .default(null)
  .describe("What the link does to what this interface sends; null for nothing.");

export type Quality = z.infer<z.ZodObject<typeof shape>>;

export const noQuality: Quality = {
  delayMs: null,
  jitterMs: null,
  lossPercent: null,
  duplicatePercent: null,
  reorderPercent: null,
  rateBitsPerSecond: null,
  burstBytes: null,
  limitBytes: null,
};

function saysNothing(quality: Quality): boolean {
  return Object.values(quality).every((value) => value === null);
}

interface Fault {
  readonly field: keyof Quality;
  readonly problem: string;
  readonly message: string;
}

/** What tc would not take, or the kernel not do. */
function faultOf(quality: Quality): Fault | null {
  const { delayMs, rateBitsPerSecond, burstBytes, limitBytes } = quality;
  const early = (["jitterMs", "reorderPercent"] as const).find((field) => quality[field] !== null);
  if (delayMs === null && early !== undefined) {
    return { field: early, problem: "needs-delay", message: "must go with a delay" };
  }
  if (
    (burstBytes === null) !== (limitBytes === null) ||
    (burstBytes !== null && rateBitsPerSecond === null)
  ) {
    const field = burstBytes === null ? "limitBytes" : "burstBytes";
    const message = "must go with a rate; burstBytes and limitBytes are said together";
    return { field, problem: "bucket-incomplete", message };
  }
  if (burstBytes !== null && rateBitsPerSecond !== null && burstBytes / rateBitsPerSecond > longestBurst) {
    const message = "must be less: a burst is what is sent in four minutes at most";
    return { field: "burstBytes", problem: "burst-too-long", message };
  }
  return null;
}

/** The kernel counts it in 2³² units of 64 ns (PSCHED_SHIFT): 274 s. In bytes for each bit a second. */
const longestBurst = 270 / 8;

/** A queueing discipline at an interface's root, and what it does; null where a record cannot say that. */
export interface Qdisc {
  readonly kind: string;
  readonly quality: Quality | null;
}

/** Only netem does more than to limit the rate. @param hasNetem  does this kernel have it? Else loss is somebody else's */
export function qdiscOf(quality: Quality | null, hasNetem: boolean): Qdisc | null {
  if (quality === null) return null;
  const { delayMs, lossPercent, duplicatePercent, rateBitsPerSecond } = quality;
  const isLossy = lossPercent !== null && hasNetem;
  if (delayMs !== null || duplicatePercent !== null || isLossy)
    return { kind: "netem", quality: { ...quality, burstBytes: null, limitBytes: null } };
  if (rateBitsPerSecond === null) return null;
  return {
    kind: "tbf",
    quality: { ...noQuality, rateBitsPerSecond, ...bucketOf(quality, rateBitsPerSecond) },
  };
}

/** Where nobody said: what passes in 10 ms, and jumbo frames, at once; what takes 100 ms, or ten packets, may wait. */
function bucketOf({ burstBytes, limitBytes }: Quality, rateBitsPerSecond: number) {
  if (burstBytes !== null && limitBytes !== null) return { burstBytes, limitBytes };
  const derived = Math.max(10_000, Math.ceil(rateBitsPerSecond / 800));
  return { burstBytes: derived, limitBytes: derived + Math.max(15_000, Math.ceil(rateBitsPerSecond / 80)) };
}

/** What is drawn and what is there: are they the same? What no record can say is somebody's own, and left alone. */
export function isSameQdisc(drawn: Qdisc | null, seen: Qdisc | null): boolean {
  if (drawn === null || seen === null) return drawn === null && (seen?.quality ?? null) === null;
  const [one, other] = [drawn.quality, seen.quality];
  if (drawn.kind !== seen.kind || one === null || other === null) return false;
  return (Object.keys(one) as (keyof Quality)[]).every((field) =>
    field === "burstBytes" ? isSameBurst(one, other) : one[field] === other[field],
  );
}

/** The kernel keeps how long it takes to send one, in units of 64 ns. */
function isSameBurst(
  { burstBytes: one, rateBitsPerSecond }: Quality,
  { burstBytes: other }: Quality,
): boolean {
  if (one === null || other === null) return one === other;
  return Math.abs(one - other) <= 1 + ((rateBitsPerSecond ?? 0) / 8) * 130e-9;
}
