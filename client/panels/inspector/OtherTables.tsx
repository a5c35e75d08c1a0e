import { useTranslation } from "react-i18next";
import { firewallTables } from "../../../shared/firewall.ts";
import { lossIn } from "../../../shared/loss.ts";
import type { ObservedTable, RuleCounter, RuleCounters } from "../../../shared/observed.ts";
import type { OtherTable } from "../../../shared/other-table.ts";
import { useLab } from "../../store.ts";
import classes from "./Firewall.module.css";
import { RuleCount } from "./RuleCount.tsx";

interface OtherTablesProps {
  /** By name. */
  readonly namespace: string;
  readonly tables: readonly ObservedTable[];
  /** Those of which the document knows. */
  readonly kept: readonly OtherTable[];
}

/** Tables that are not of the drawing's own making, in the words of whoever lists them. */
export function OtherTables({ namespace, tables, kept }: OtherTablesProps) {
  const { t } = useTranslation();
  const isKept = (table: ObservedTable) =>
    kept.some(({ family, name }) => family === table.family && name === table.name);
  const others = tables.filter((table) => isKept(table) || (!isOwn(table) && table.lines.length > 0));
  if (others.length === 0) return null;
  return (
    <section className={classes["chain"]} data-testid="other-tables">
      <header className={classes["head"]}>
        <h4 className={classes["title"]}>{t("firewall.others")}</h4>
      </header>
      <p className={classes["help"]}>{t("firewall.othersHelp")}</p>
      {others.map((table) => (
        <div key={`${table.family} ${table.name}`}>
          <h5 className={classes["table"]}>{`${table.tool} · ${table.family} ${table.name}`}</h5>
          <Lines namespace={namespace} table={table} />
          {!isKept(table) && <p className={classes["missing"]}>{t("firewall.notKept")}</p>}
        </div>
      ))}
    </section>
  );
}

/** Of firewalls, or of links. */
function isOwn(table: ObservedTable): boolean {
  const { tool, family, name } = table;
  if (lossIn(table) !== null) return true;
  return tool === "nft" && family === "inet" && firewallTables.some((own) => own === name);
}

function Lines({ namespace, table }: { readonly namespace: string; readonly table: ObservedTable }) {
  const counters = useLab((lab) => lab.ruleCounters[namespace]);
  const counts = countersOf(table, counters ?? {});
  return (
    <ul className={classes["lines"]}>
      {table.lines.map((line, at) => (
        <li key={at}>
          <code>{line}</code>
          {counts[at] !== null && <RuleCount counter={counts[at]} />}
        </li>
      ))}
    </ul>
  );
}

/** Line for line; rules of a chain stand in the order in which they are counted. */
function countersOf(
  { tool, family, name, lines }: ObservedTable,
  counters: RuleCounters,
): (RuleCounter | null | undefined)[] {
  const next = new Map<string, number>();
  let open: string | null = null;
  return lines.map((line) => {
    const [, opened] = /^chain (\S+) \{$/.exec(line) ?? [];
    if (tool === "nft" && (opened !== undefined || line === "}")) {
      open = opened ?? null;
      return undefined;
    }
    const chain = tool === "nft" ? open : (/^-A (\S+)/.exec(line)?.[1] ?? null);
    if (chain === null || line.startsWith("type ")) return undefined;
    const at = next.get(chain) ?? 0;
    next.set(chain, at + 1);
    return counters[`${family} ${name} ${chain}`]?.[at];
  });
}
