import { IconArrowBarToDown } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { isInterface, type RecordId } from "../../../shared/topology.ts";
import { useLab } from "../../store.ts";
import classes from "./Fields.module.css";
import { Jump } from "./Jump.tsx";
import { useNameOf } from "./use-observed.ts";

/** The interface that it is on: a click goes there. */
export function LowerJump({ id }: { readonly id: RecordId }) {
  const { t } = useTranslation();
  const lower = useLab(({ document }) => document.topology[id]);
  const namespace = useNameOf(isInterface(lower) ? lower.namespace : id);
  if (!isInterface(lower)) return null;
  return (
    <div className={classes["stack"]}>
      <h3 className={classes["label"]}>{t("interfaces.lower")}</h3>
      <Jump
        to={id}
        name={`${namespace} · ${lower.name}`}
        detail={lower.addresses[0] ?? ""}
        mark={<IconArrowBarToDown size={14} aria-hidden />}
        testId="lower"
      />
    </div>
  );
}
