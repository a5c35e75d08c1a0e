import { Button, Modal } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Dropped } from "../../../shared/foreign.ts";
import { problemWords } from "../../i18n/problem-words.ts";
import { labHref, navigate } from "../../route.ts";
import { useImportReport } from "./import-report.ts";
import classes from "./ImportReport.module.css";

/** What of another program's files is not in the lab that was made of them, and why. */
export function ImportReport() {
  const { t } = useTranslation();
  const { imported, close } = useImportReport();
  if (imported === null) return null;
  const { lab, dropped } = imported;
  return (
    <Modal
      opened
      onClose={close}
      title={t("labs.leftOut", { count: dropped.length, name: lab.name })}
      closeButtonProps={{ "aria-label": t("common.close") }}
      lockScroll={false}
      size={820}
      radius="md"
      overlayProps={{ backgroundOpacity: 0.25 }}
      transitionProps={{ duration: 100, transition: "pop" }}
      data-testid="import-report"
    >
      <p className={classes["help"]}>{t("labs.leftOutHelp")}</p>
      <ul className={classes["list"]}>
        {dropped.map((part, index) => (
          <DroppedPart key={`${index} ${part.text}`} part={part} />
        ))}
      </ul>
      <div className={classes["buttons"]}>
        <Button
          data-testid="import-open"
          onClick={() => {
            close();
            navigate(labHref(lab.id));
          }}
        >
          {t("labs.openImported")}
        </Button>
      </div>
    </Modal>
  );
}

function DroppedPart({ part: { file, line, text, reason, problem } }: { readonly part: Dropped }) {
  const { t } = useTranslation();
  const place = line === null ? file : `${file}:${line}`;
  return (
    <li data-testid="dropped">
      <span className={classes["place"]}>{place}</span>
      <code>{text}</code>
      <span className={classes["reason"]}>
        {problem === null ? t(`labs.dropped.${reason}`) : problemWords(t, problem).title}
      </span>
    </li>
  );
}
