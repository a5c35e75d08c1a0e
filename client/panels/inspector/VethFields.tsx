import type { VethRecord } from "../../../shared/topology.ts";
import classes from "./Fields.module.css";
import { InterfaceFields } from "./InterfaceFields.tsx";
import { Places } from "./Places.tsx";
import { VlanFields } from "./VlanFields.tsx";
import { useObservedInterface } from "./use-observed.ts";

/** Every field of a veth end. */
export function VethFields({ record }: { readonly record: VethRecord }) {
  const observed = useObservedInterface(record);
  return (
    <div className={classes["fields"]}>
      <InterfaceFields record={record} observed={observed} />
      <Places record={record} observedMaster={observed?.master} />
      {record.master !== null && <VlanFields record={record} />}
    </div>
  );
}
