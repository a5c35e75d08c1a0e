import { Tooltip } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useStore } from "../../store.ts";
import classes from "./ConnectionState.module.css";

/** Is what is drawn what the kernel has now? Said in a word, with a sign of its own for each answer. */
export function ConnectionState() {
  const { t } = useTranslation();
  const connection = useStore((state) => state.connection);
  return (
    <Tooltip label={t(`topbar.connectionHelp.${connection}`)} openDelay={250}>
      <output className={classes["state"]} data-state={connection} data-testid="connection-state">
        <span className={classes["sign"]} aria-hidden />
        {t(`topbar.connection.${connection}`)}
      </output>
    </Tooltip>
  );
}
