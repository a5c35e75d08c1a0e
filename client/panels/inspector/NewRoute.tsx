import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { newRoute, type RecordId } from "../../../shared/topology.ts";
import { connection } from "../../connection.ts";
import { newId } from "../../../shared/ids.ts";
import { FieldMessage } from "../../ui/fields/FieldMessage.tsx";
import { useCommit } from "../../ui/use-commit.ts";
import { parseMetric } from "./parse-metric.ts";
import { parseTableText } from "./parse-table.ts";
import { parseDestination } from "./route-text.ts";
import { partAtFault, RouteParts, type RouteTexts } from "./RouteParts.tsx";
import classes from "./Routes.module.css";

const nothing: RouteTexts = { destination: "", gateway: "", interface: "", metric: "", table: "" };

/** The line for one more route. Nothing is sent before it is whole. */
export function NewRoute({ namespace }: { readonly namespace: RecordId }) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  if (isOpen) return <RouteForm namespace={namespace} close={() => setOpen(false)} />;
  return (
    <Button
      className={classes["add"]}
      size="compact-xs"
      variant="subtle"
      leftSection={<IconPlus size={14} aria-hidden />}
      data-testid="route-add"
      onClick={() => setOpen(true)}
    >
      {t("inspector.addRoute")}
    </Button>
  );
}

function RouteForm({ namespace, close }: { readonly namespace: RecordId; readonly close: () => void }) {
  const { t } = useTranslation();
  const [texts, setTexts] = useState(nothing);
  const { run, refuse, isPending, problem } = useCommit();
  const send = async () => {
    const metric = parseMetric(texts.metric);
    if (typeof metric === "object" && metric !== null) return refuse(metric);
    const table = parseTableText(texts.table);
    if (typeof table === "object") return refuse(table);
    const gateway = texts.gateway === "" ? null : texts.gateway;
    const destination = parseDestination(texts.destination === "" ? "default" : texts.destination, gateway);
    const fields = { gateway, metric, table, interface: texts.interface === "" ? null : texts.interface };
    const record = newRoute(newId(), namespace, destination, fields);
    if (await run(() => connection.sendEdit(() => ({ op: "add", record }), [namespace]))) close();
  };
  return (
    <form
      className={`${classes["route"]} ${classes["new"]}`}
      data-pending={isPending || undefined}
      data-testid="route-form"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <RouteParts
        namespace={namespace}
        texts={texts}
        invalid={partAtFault(problem)}
        change={(part, text) => setTexts((known) => ({ ...known, [part]: text }))}
      />
      <FieldMessage problem={problem} />
      <div className={classes["message"]}>
        <Button type="submit" size="compact-xs" data-testid="route-save">
          {t("inspector.addRoute")}
        </Button>{" "}
        <Button size="compact-xs" variant="subtle" color="gray" onClick={close}>
          {t("common.cancel")}
        </Button>
      </div>
    </form>
  );
}
