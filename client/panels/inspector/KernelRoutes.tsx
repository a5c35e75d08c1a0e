import { useTranslation } from "react-i18next";
import type { ObservedRoute } from "../../../shared/observed.ts";
import classes from "./Routes.module.css";
import { routeText } from "./route-text.ts";

/** The table as `ip route` prints it. */
export function KernelRoutes({ routes }: { readonly routes: readonly ObservedRoute[] }) {
  const { t } = useTranslation();
  if (routes.length === 0) return <p className={classes["none"]}>{t("inspector.kernelRoutesEmpty")}</p>;
  const lines = routes.map(routeText);
  return (
    <ul className={classes["table"]} data-testid="kernel-routes">
      {lines.map((line, at) => (
        // The kernel may hold equal lines twice; their place tells them apart.
        <li key={`${line} ${lines.indexOf(line) === at ? 0 : at}`}>{line}</li>
      ))}
    </ul>
  );
}
