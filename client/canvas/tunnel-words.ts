import type { TFunction } from "i18next";
import { tunnelEndOf } from "../gestures/interface-kinds/index.ts";
import { isSingle, type RecordId } from "../../shared/topology.ts";
import type { OpenLab } from "../state.ts";
import { observedInterface } from "../store.ts";

/** `vxlan 42 · MTU 1450`, as the kernel has it. */
export function tunnelWords(t: TFunction, lab: OpenLab, id: RecordId): string {
  const record = lab.document.topology[id];
  if (!isSingle(record)) return "";
  const number = tunnelEndOf(record)?.number.split(":")[0] ?? "";
  const mtu = observedInterface(lab, record)?.mtu ?? record.mtu;
  return t("interfaces.tunnelWords", { kind: record.kind, number, mtu }).replace("  ", " ");
}
