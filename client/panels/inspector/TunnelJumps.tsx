import { IconArrowsLeftRight } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { SingleRecord } from "../../../shared/topology.ts";
import { tunnelsOf } from "../../gestures/tunnels.ts";
import { useLabShallow } from "../../store.ts";
import classes from "./Fields.module.css";
import { Jump } from "./Jump.tsx";
import { useNameOf } from "./use-observed.ts";

/** Its tunnels' other ends: a click goes there. */
export function TunnelJumps({ record }: { readonly record: SingleRecord }) {
  const { t } = useTranslation();
  const others =
    useLabShallow(({ document }) =>
      tunnelsOf(document.topology).flatMap((tunnel) =>
        tunnel.includes(record) ? tunnel.filter((end) => end !== record) : [],
      ),
    ) ?? [];
  if (others.length === 0) return null;
  return (
    <div className={classes["stack"]}>
      <h3 className={classes["label"]}>{t("interfaces.tunnelTo")}</h3>
      {others.map((other) => (
        <OtherEnd key={other.id} record={other} />
      ))}
    </div>
  );
}

function OtherEnd({ record }: { readonly record: SingleRecord }) {
  const namespace = useNameOf(record.namespace);
  return (
    <Jump
      to={record.id}
      name={`${namespace} · ${record.name}`}
      mark={<IconArrowsLeftRight size={14} aria-hidden />}
      testId="tunnel-end"
    />
  );
}
