import { useTranslation } from "react-i18next";
import type { InterfaceRecord } from "../../../shared/topology.ts";
import { bornVlans, formatVlanIds } from "../../../shared/vlans.ts";
import { leadTo } from "../../actions/lead-to.ts";
import { Section } from "../../ui/Section.tsx";
import { TextButton } from "../../ui/TextButton.tsx";
import classes from "./Fields.module.css";

/** Which VLANs go through which port, as `bridge vlan show` tells it. */
export function VlanTable({ interfaces }: { readonly interfaces: readonly InterfaceRecord[] }) {
  const { t } = useTranslation();
  return (
    <Section title={t("inspector.vlans")} testId="vlans">
      <table className={classes["table"]} aria-label={t("inspector.vlans")}>
        <thead>
          <tr>
            <th scope="col">{t("inspector.port")}</th>
            <th scope="col">{t("inspector.native")}</th>
            <th scope="col">{t("inspector.untagged")}</th>
            <th scope="col">{t("inspector.tagged")}</th>
          </tr>
        </thead>
        <tbody>
          {interfaces.map(({ id, name, vlans }) => {
            const { pvid, untagged, tagged } = vlans ?? bornVlans;
            return (
              <tr key={id} data-testid="vlan">
                <td>
                  <TextButton onClick={() => leadTo([id])}>{name}</TextButton>
                </td>
                <td>{pvid ?? "–"}</td>
                <td>{formatVlanIds(untagged) || "–"}</td>
                <td>{formatVlanIds(tagged) || "–"}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Section>
  );
}
