import { VisuallyHidden } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useLabShallow } from "../../store.ts";
import { useDock } from "./dock-state.ts";
import { figureNames } from "./PingFigures.tsx";
import { PingForm } from "./PingForm.tsx";
import { PingRow } from "./PingRow.tsx";
import classes from "./Pings.module.css";

/** Streams of echo requests that go on while the network is edited. */
export function PingsTab() {
  const { t } = useTranslation();
  const hidden = useDock((state) => state.hiddenPings);
  const pings = useLabShallow((lab) => lab.pings.filter(({ ping }) => !hidden.has(ping.id))) ?? [];
  return (
    <>
      <PingForm wide />
      <div className={classes["pings"]}>
        {pings.length === 0 ? (
          <p className={classes["none"]}>{t("dock.noPings")}</p>
        ) : (
          <table className={classes["table"]} aria-label={t("dock.pings")}>
            <Heads />
            <tbody>
              {pings.toReversed().map((ping) => (
                <PingRow key={ping.ping.id} ping={ping} />
              ))}
            </tbody>
          </table>
        )}
      </div>
    </>
  );
}

function Heads() {
  const { t } = useTranslation();
  return (
    <thead>
      <tr>
        <th scope="col">
          {t("dock.from")} → {t("dock.to")}
        </th>
        <th scope="col" className={classes["packets"]}>
          {t("dock.lastPackets")}
        </th>
        {figureNames.map((name) => (
          <th key={name} scope="col" className={classes["figure"]}>
            {t(`dock.${name}`)}
            {name !== "loss" && " ms "}
          </th>
        ))}
        <th scope="col" className={classes["verbs"]}>
          <VisuallyHidden>{t("dock.verbs")}</VisuallyHidden>
        </th>
      </tr>
    </thead>
  );
}
