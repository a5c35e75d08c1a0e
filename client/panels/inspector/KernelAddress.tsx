import { useTranslation } from "react-i18next";
import type { ObservedAddress } from "../../../shared/observed.ts";
import type { RecordId } from "../../../shared/topology.ts";
import { isMadeByKernel } from "../../differences.ts";
import { TextButton } from "../../ui/TextButton.tsx";
import classes from "./Addresses.module.css";
import { restore } from "./update.ts";

interface KernelAddressProps {
  readonly id: RecordId;
  readonly address: ObservedAddress;
}

/** An address that only the kernel has: its own, or given by hand. */
export function KernelAddress({ id, address }: KernelAddressProps) {
  const { t } = useTranslation();
  const isOwn = isMadeByKernel(address);
  return (
    <div className={classes["kernel"]} data-testid="kernel-address" data-own={isOwn || undefined}>
      <code>{address.address}</code>
      <span>{t(isOwn ? "inspector.addressByKernel" : "inspector.addressByHand")}</span>
      {!isOwn && <TextButton onClick={() => restore(id)}>{t("inspector.restore")}</TextButton>}
      {address.dadState !== null && (
        <p className={classes["dad"]}>{t(`inspector.dad.${address.dadState}`)}</p>
      )}
    </div>
  );
}
