import { useTranslation } from "react-i18next";
import type { ObservedInterface } from "../../shared/observed.ts";
import { interfaceState } from "../panels/interface-state.ts";
import { StateMark } from "../ui/StateMark.tsx";
import { strangerDetail } from "./strangers.ts";
import classes from "./NamespaceNode.module.css";

/** An interface that no record can stand for, as the kernel has it: to be seen, not to be edited. */
export function StrangerChip({ seen }: { readonly seen: ObservedInterface }) {
  const { t } = useTranslation();
  const { name, kind } = seen;
  return (
    <div
      className={`${classes["chip"] ?? ""} ${classes["stranger"] ?? ""}`}
      data-testid="stranger"
      title={t("canvas.stranger", { name, kind })}
    >
      <StateMark state={interfaceState(seen)} />
      <span className={classes["chipName"]}>{name}</span>
      <span className={classes["chipAddress"]}>{strangerDetail(seen)}</span>
    </div>
  );
}
