import { useTranslation } from "react-i18next";
import type { ObservedInterface } from "../../../shared/observed.ts";
import { addressFamily, type RecordId } from "../../../shared/topology.ts";
import { AddressRow } from "./AddressRow.tsx";
import { addressLines } from "./addresses.ts";
import classes from "./Fields.module.css";
import { KernelAddress } from "./KernelAddress.tsx";
import { NewAddress } from "./NewAddress.tsx";

interface AddressesProps {
  /** An interface, or a namespace for its loopback. */
  readonly id: RecordId;
  readonly drawn: readonly string[];
  readonly observed: ObservedInterface | undefined;
}

export function Addresses({ id, drawn, observed }: AddressesProps) {
  const { t } = useTranslation();
  return (
    <section className={classes["stack"]} data-testid="addresses" aria-label={t("inspector.addresses")}>
      {addressLines(drawn, observed?.addresses).map(({ address, index, observed: known }) => {
        if (index === null) return known && <KernelAddress key={address} id={id} address={known} />;
        // Keyed by place: correcting a typing mistake must not make a new field and lose the focus.
        const missing = known === undefined && isExpected(address, observed);
        return (
          <AddressRow
            key={index}
            id={id}
            index={index}
            address={address}
            dadState={known?.dadState ?? null}
            missing={missing}
          />
        );
      })}
      <NewAddress id={id} />
    </section>
  );
}

/** Setting an interface down takes its IPv6 addresses along, and up brings them back: no difference worth a word. */
function isExpected(address: string, observed: ObservedInterface | undefined): boolean {
  if (observed === undefined) return false;
  return observed.adminState === "up" || addressFamily(address) === "ipv4";
}
