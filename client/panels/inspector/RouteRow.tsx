import { IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { RecordChanges } from "../../../shared/edit.ts";
import type { RouteRecord } from "../../../shared/topology.ts";
import { tableText } from "../../../shared/routing-table.ts";
import { routePresence } from "../../route-presence.ts";
import { useLab } from "../../store.ts";
import { FieldMessage } from "../../ui/fields/FieldMessage.tsx";
import { KernelDiffers } from "../../ui/fields/KernelDiffers.tsx";
import { ToolButton } from "../../ui/ToolButton.tsx";
import { useCommit } from "../../ui/use-commit.ts";
import { destinationText, parseDestination } from "./route-text.ts";
import { partAtFault, RouteParts, type RouteTexts } from "./RouteParts.tsx";
import classes from "./Routes.module.css";
import { parseMetric } from "./parse-metric.ts";
import { parseTableText } from "./parse-table.ts";
import { remove, restore, update } from "./update.ts";

/** One drawn route; each part is edited in place. */
export function RouteRow({ route }: { readonly route: RouteRecord }) {
  const { t } = useTranslation();
  const { run, refuse, isPending, problem } = useCommit();
  const presence = useLab((lab) => routePresence(lab, route)) ?? "unknown";
  const send = (changes: RecordChanges) => void run(() => update(route.id, changes));
  const change = (part: keyof RouteTexts, text: string) => {
    if (part === "destination") return send({ destination: parseDestination(text, route.gateway) });
    if (part === "table") {
      const table = parseTableText(text);
      return typeof table === "object" ? refuse(table) : send({ table });
    }
    if (part !== "metric") return send({ [part]: text === "" ? null : text });
    const metric = parseMetric(text);
    return typeof metric === "object" && metric !== null ? refuse(metric) : send({ metric });
  };
  const destination = destinationText(route.destination);
  return (
    <li className={classes["route"]} data-pending={isPending || undefined} data-testid="route">
      <RouteParts
        namespace={route.namespace}
        texts={{
          destination,
          gateway: route.gateway ?? "",
          interface: route.interface ?? "",
          metric: route.metric === null ? "" : String(route.metric),
          table: tableText(route.table),
        }}
        invalid={partAtFault(problem)}
        change={change}
      />
      <ToolButton
        icon={IconX}
        label={t("inspector.removeRoute", { destination })}
        size="sm"
        tooltip="left"
        testId="route-remove"
        onClick={() => void remove(route.id)}
      />
      <FieldMessage problem={problem}>
        {presence === "missing" && <KernelDiffers value={null} restore={() => restore(route.id)} />}
        {presence === "waiting" && <p className={classes["none"]}>{t("inspector.routeWaits")}</p>}
      </FieldMessage>
    </li>
  );
}
