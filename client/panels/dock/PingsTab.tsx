import { useTranslation } from "react-i18next";
import { useLabShallow } from "../../store.ts";
import { PingForm } from "./PingForm.tsx";
import { PingRow } from "./PingRow.tsx";
import classes from "./Pings.module.css";
import { useDock } from "./dock-state.ts";

/** Streams of echo requests that go on while the network is edited. */
export function PingsTab() {
  const { t } = useTranslation();
  const hidden = useDock((state) => state.hiddenPings);
  const pings = useLabShallow((lab) => lab.pings.filter(({ ping }) => !hidden.has(ping.id))) ?? [];
  return (
    <div className={classes["pings"]}>
      <PingForm wide />
      {pings.length === 0 && <p className={classes["none"]}>{t("dock.noPings")}</p>}
      <ul className={classes["list"]}>
        {pings.toReversed().map((ping) => (
          <PingRow key={ping.ping.id} ping={ping} />
        ))}
      </ul>
    </div>
  );
}
