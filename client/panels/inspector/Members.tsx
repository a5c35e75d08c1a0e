import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { membersOf } from "../../../shared/network-members.ts";
import type { RecordId } from "../../../shared/topology.ts";
import { leadTo } from "../../actions/lead-to.ts";
import { useLab } from "../../store.ts";
import { Section } from "../../ui/Section.tsx";
import { TextButton } from "../../ui/TextButton.tsx";
import classes from "./Fields.module.css";

/** Who is plugged into a bridge, as `docker network inspect` tells it. */
export function Members({ bridge }: { readonly bridge: RecordId }) {
  const { t } = useTranslation();
  const topology = useLab(({ document }) => document.topology);
  const members = useMemo(
    () => (topology === undefined ? [] : membersOf(topology, bridge)),
    [topology, bridge],
  );
  return (
    <Section title={t("inspector.members")} note={members.length} testId="members">
      {members.length === 0 ? (
        <p className={classes["note"]}>{t("inspector.noMembers")}</p>
      ) : (
        <table className={classes["table"]} aria-label={t("inspector.memberTable")}>
          <thead>
            <tr>
              <th scope="col">{t("inspector.memberName")}</th>
              <th scope="col">MAC</th>
              <th scope="col">IPv4, IPv6</th>
            </tr>
          </thead>
          <tbody>
            {members.map(({ id, name, macAddress, ipv4, ipv6 }) => (
              <tr key={id} data-testid="member">
                <td>
                  <TextButton onClick={() => leadTo([id])}>{name}</TextButton>
                </td>
                <td>{macAddress}</td>
                <td>{[...ipv4, ...ipv6].join(" ")}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Section>
  );
}
