import { IconAlertTriangle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { isInterface, type RecordId } from "../../shared/topology.ts";
import { connection } from "../connection.ts";
import { interfaceDifference, namespaceDifference } from "../differences.ts";
import { useLabShallow } from "../store.ts";
import classes from "./DifferenceMark.module.css";

/** The kernel is not as drawn: somebody changed it by hand, or it refused it. Pressing it puts the kernel back. */
export function DifferenceMark({ id }: { readonly id: RecordId }) {
  const { t } = useTranslation();
  const difference = useLabShallow((lab) => {
    const record = lab.document.topology[id];
    if (record?.kind === "namespace") return namespaceDifference(lab, record);
    return isInterface(record) ? interfaceDifference(lab, record) : null;
  });
  if (difference === undefined || difference === null) return null;
  const what = t(`canvas.differs.${difference.field}`, { kernel: difference.kernel });
  const text = t(difference.field === "refused" ? "canvas.tryAgain" : "canvas.restore", { what });
  const restore = () => void connection.restore([difference.record ?? id]);
  return (
    <button
      type="button"
      className={`${classes["differs"] ?? ""} nodrag`}
      title={text}
      aria-label={text}
      data-testid="differs"
      data-field={difference.field}
      onClick={(event) => {
        event.stopPropagation();
        restore();
      }}
    >
      <IconAlertTriangle size={14} aria-hidden />
    </button>
  );
}
