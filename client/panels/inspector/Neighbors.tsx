import { useTranslation } from "react-i18next";
import type { ObservedNeighbor } from "../../../shared/observed.ts";
import { Section } from "../../ui/Section.tsx";
import classes from "./Fields.module.css";

/** What ARP and NDP have learnt, as `ip neigh` prints it. */
export function Neighbors({ neighbors }: { readonly neighbors: readonly ObservedNeighbor[] }) {
  const { t } = useTranslation();
  return (
    <Section
      title={t("inspector.neighbors")}
      note={neighbors.length}
      folded={neighbors.length === 0}
      testId="neighbors"
    >
      {neighbors.length === 0 ? (
        <p className={classes["note"]}>{t("inspector.noNeighbors")}</p>
      ) : (
        <table className={classes["table"]} aria-label={t("inspector.neighborTable")}>
          <tbody>
            {neighbors.map(({ address, interface: name, macAddress, state }) => (
              <tr key={`${address} ${name}`}>
                <td>{address}</td>
                <td>{name}</td>
                <td>{macAddress ?? "—"}</td>
                <td>{state}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Section>
  );
}
