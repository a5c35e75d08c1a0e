import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ContainerRecord } from "../../../shared/container.ts";
import { containerOutput } from "../../api.ts";
import { useIsPending, useLab } from "../../store.ts";
import { Section } from "../../ui/Section.tsx";
import classes from "./ContainerOutput.module.css";
import fields from "./Fields.module.css";

const askAgainMs = 1000;

interface ContainerOutputProps {
  readonly record: ContainerRecord;
  readonly isRunning: boolean;
}

/** The last of what it printed; while it runs, of every second. */
export function ContainerOutput({ record, isRunning }: ContainerOutputProps) {
  const { t } = useTranslation();
  const output = useOutput(useLab(({ id }) => id) ?? "", record.id, isRunning);
  return (
    <Section title={t("inspector.container.output")} testId="container-output">
      {output === "" ? (
        <p className={fields["note"]}>{t("inspector.container.noOutput")}</p>
      ) : (
        // It scrolls, so it takes the focus for the keys that do.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <pre className={classes["output"]} tabIndex={0} aria-label={t("inspector.container.output")}>
          {output}
        </pre>
      )}
    </Section>
  );
}

function useOutput(lab: string, container: string, isRunning: boolean): string {
  const [output, setOutput] = useState("");
  // It may be gone on the server already.
  const isChanging = useIsPending(container);
  useEffect(() => {
    if (isChanging) return undefined;
    let isOver = false;
    // What cannot be had now is asked for again; why the connection is lost, the page says elsewhere.
    const ask = () =>
      void containerOutput(lab, container).then(
        (text) => (isOver ? undefined : setOutput(text)),
        () => undefined,
      );
    ask();
    const timer = isRunning ? setInterval(ask, askAgainMs) : undefined;
    return () => {
      isOver = true;
      clearInterval(timer);
    };
  }, [lab, container, isRunning, isChanging]);
  return output;
}
