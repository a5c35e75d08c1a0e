import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { RecordId } from "../../../shared/topology.ts";
import { leadTo } from "../../actions/lead-to.ts";
import classes from "./Fields.module.css";

interface JumpProps {
  readonly to: RecordId;
  readonly name: string;
  readonly detail?: string;
  readonly mark?: ReactNode;
  readonly tail?: ReactNode;
  readonly testId?: string;
}

/** A line that selects something else. */
export function Jump({ to, name, detail = "", mark, tail, testId }: JumpProps) {
  const { t } = useTranslation();
  return (
    <button
      type="button"
      className={classes["jump"]}
      title={t("inspector.goTo", { name })}
      data-testid={testId}
      onClick={() => leadTo([to])}
    >
      {mark}
      <span className={classes["jumpName"]}>{name}</span>
      <span className={classes["jumpDetail"]}>{detail}</span>
      {tail}
    </button>
  );
}
