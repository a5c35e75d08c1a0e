import { useTranslation } from "react-i18next";
import type { Problem } from "../../../shared/errors.ts";
import { interfacesOf, type RecordId } from "../../../shared/topology.ts";
import { useLabShallow } from "../../store.ts";
import { PlainInput } from "../../ui/fields/PlainInput.tsx";
import input from "../../ui/fields/Field.module.css";
import classes from "./Routes.module.css";

export interface RouteTexts {
  readonly destination: string;
  readonly gateway: string;
  /** A record id, or empty: the kernel finds it from the gateway. */
  readonly interface: RecordId;
  readonly metric: string;
  /** `main` or a number. */
  readonly table: string;
}

interface RoutePartsProps {
  readonly namespace: RecordId;
  readonly texts: RouteTexts;
  /** Which of them cannot be; null for none. */
  readonly invalid: keyof RouteTexts | null;
  readonly change: (part: keyof RouteTexts, text: string) => void;
  /** Enter in any of the parts. */
  readonly submit?: () => void;
}

/** The part a problem is about; its path ends in it. */
export function partAtFault(problem: Problem | null): keyof RouteTexts | null {
  const last = problem?.path?.split(".").at(-1);
  return parts.find((part) => part === last) ?? null;
}

const parts = ["destination", "gateway", "interface", "metric", "table"] as const;

/** A route in iproute2's own order: destination, via, dev, metric, table. */
export function RouteParts({ namespace, texts, invalid, change, submit }: RoutePartsProps) {
  const { t } = useTranslation();
  const interfaces = useLabShallow((lab) => [...interfacesOf(lab.document.topology, namespace)]) ?? [];
  const part = (
    name: "destination" | "gateway" | "metric" | "table",
    label: string,
    placeholder: string,
    wide = false,
  ) => (
    <PlainInput
      label={label}
      placeholder={placeholder}
      value={texts[name]}
      invalid={invalid === name}
      className={wide ? classes["wide"] : undefined}
      testId={`route-${name}`}
      commit={(text) => change(name, text)}
      submit={submit}
    />
  );
  return (
    <div className={classes["parts"]}>
      <span>to</span>
      {part("destination", t("inspector.destination"), "default", true)}
      <span>{t("inspector.via")}</span>
      {part("gateway", t("inspector.gateway"), "10.0.0.254", true)}
      <span>{t("inspector.dev")}</span>
      <select
        className={input["input"]}
        aria-label={t("inspector.dev")}
        aria-invalid={invalid === "interface"}
        value={texts.interface}
        data-testid="route-interface"
        onChange={(event) => change("interface", event.target.value)}
      >
        <option value="">{t("inspector.anyInterface")}</option>
        {interfaces.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
      <span>{t("inspector.metric")}</span>
      {part("metric", t("inspector.metric"), "0")}
      <span>{t("inspector.table")}</span>
      {part("table", t("inspector.table"), "main", true)}
    </div>
  );
}
