import type { Edit } from "../../shared/edit.ts";
import { noQuality, type Quality } from "../../shared/quality.ts";
import { isInterface, type RecordId, type Topology } from "../../shared/topology.ts";

/** Of what people set by themselves: burst and limit follow from the rate. */
export type QualityField = Exclude<keyof Quality, "burstBytes" | "limitBytes">;

/** One value of an interface's quality set, null for none; what cannot be without it goes with it. */
export function setQuality(
  topology: Topology,
  id: RecordId,
  field: QualityField,
  value: number | null,
): Edit | null {
  const record = topology[id];
  if (!isInterface(record)) return null;
  const others = record.quality ?? noQuality;
  const quality = { ...others, [field]: value, ...(value === null ? without[field] : {}), ...bucket(field) };
  return { op: "update", id, changes: { quality } };
}

const without: Readonly<Partial<Record<QualityField, Partial<Quality>>>> = {
  delayMs: { jitterMs: null, reorderPercent: null },
};

/** One that somebody typed for another rate. */
function bucket(field: QualityField): Partial<Quality> {
  return field === "rateBitsPerSecond" ? { burstBytes: null, limitBytes: null } : {};
}
