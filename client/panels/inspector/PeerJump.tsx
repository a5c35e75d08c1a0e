import { IconArrowsLeftRight } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { VethRecord } from "../../../shared/topology.ts";
import classes from "./Fields.module.css";
import { Jump } from "./Jump.tsx";
import { useNameOf } from "./use-observed.ts";
import { useLab } from "../../store.ts";

/** The other end of the pair: a click goes there. */
export function PeerJump({ record }: { readonly record: VethRecord }) {
  const { t } = useTranslation();
  const peer = useLab((lab) => lab.document.topology[record.peer]);
  const namespace = useNameOf(peer?.kind === "veth" ? peer.namespace : record.peer);
  if (peer?.kind !== "veth") return null;
  const mark = <IconArrowsLeftRight size={14} aria-hidden />;
  return (
    <div className={classes["stack"]}>
      <h3 className={classes["label"]}>{t("inspector.peer")}</h3>
      <Jump
        to={peer.id}
        name={`${namespace} · ${peer.name}`}
        detail={peer.addresses[0] ?? ""}
        mark={mark}
        testId="peer"
      />
    </div>
  );
}
