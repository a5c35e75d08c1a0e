import { useTranslation } from "react-i18next";
import { recordsOfKind, type NamespaceRecord } from "../../../shared/topology.ts";
import { useLabShallow } from "../../store.ts";
import { Section } from "../../ui/Section.tsx";
import classes from "./Fields.module.css";
import { KernelRoutes } from "./KernelRoutes.tsx";
import { NewRoute } from "./NewRoute.tsx";
import { RouteRow } from "./RouteRow.tsx";
import { useObservedNamespace } from "./use-observed.ts";

/** The routes that were drawn, and under them the whole table as the kernel has it. */
export function Routes({ record }: { readonly record: NamespaceRecord }) {
  const { t } = useTranslation();
  const observed = useObservedNamespace(record);
  const routes =
    useLabShallow(({ document }) =>
      [...recordsOfKind(document.topology, "route")].filter((route) => route.namespace === record.id),
    ) ?? [];
  return (
    <Section title={t("inspector.routes")} note={routes.length} testId="routes">
      {routes.length === 0 && <p className={classes["note"]}>{t("inspector.noRoutes")}</p>}
      <ul className={classes["list"]}>
        {routes.map((route) => (
          <RouteRow key={route.id} route={route} />
        ))}
      </ul>
      <NewRoute namespace={record.id} />
      <h4 className={classes["label"]}>{t("inspector.kernelRoutes")}</h4>
      <KernelRoutes routes={observed?.routes ?? []} />
    </Section>
  );
}
