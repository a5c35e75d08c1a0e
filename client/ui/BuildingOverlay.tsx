import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { formatCount } from "../i18n/format.ts";
import { useLanguage } from "../i18n/use-language.ts";
import { useLabShallow } from "../store.ts";
import classes from "./BuildingOverlay.module.css";

/** Shorter ones are over before anybody could read the bar. */
const patienceMs = 250;

/** A lab being built, or a long edit: how far it is. The page stays usable under it. */
export function BuildingOverlay() {
  const work = useLabShallow(({ state, progress }) => ({
    isBuilding: state.phase === "building",
    done: state.phase === "building" ? state.done : (progress?.done ?? 0),
    total: state.phase === "building" ? state.total : (progress?.total ?? 0),
    isBusy: state.phase === "building" || progress !== null,
  }));
  const isBusy = work?.isBusy ?? false;
  const isLong = useLasting(isBusy);
  if (work === undefined || !isBusy || !isLong) return null;
  return <Bar {...work} />;
}

function useLasting(isBusy: boolean): boolean {
  const [lasts, setLasts] = useState(false);
  useEffect(() => {
    if (!isBusy) return undefined;
    const timer = setTimeout(() => setLasts(true), patienceMs);
    return () => {
      clearTimeout(timer);
      setLasts(false);
    };
  }, [isBusy]);
  return lasts;
}

interface BarProps {
  readonly isBuilding: boolean;
  readonly done: number;
  readonly total: number;
}

function Bar({ isBuilding, done, total }: BarProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const figures = { done: formatCount(done, language), total: formatCount(total, language) };
  const words = isBuilding ? t("page.building", figures) : t("page.editing", figures);
  return (
    <div className={classes["progress"]} data-testid="building">
      <label>
        <span>{total === 0 ? t("page.buildingStart") : words}</span>
        <progress {...(total === 0 ? {} : { value: done, max: total })} />
      </label>
    </div>
  );
}
