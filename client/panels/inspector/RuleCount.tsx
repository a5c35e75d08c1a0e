import { useTranslation } from "react-i18next";
import type { RuleCounter } from "../../../shared/observed.ts";
import { formatBytes, formatCount } from "../../i18n/format.ts";
import { useLanguage } from "../../i18n/use-language.ts";
import classes from "./Firewall.module.css";

/** What a rule has counted: null for one that does not count, undefined until it is known. */
export function RuleCount({ counter }: { readonly counter: RuleCounter | null | undefined }) {
  const { t } = useTranslation();
  const language = useLanguage();
  if (counter === undefined) return null;
  const text =
    counter === null
      ? t("firewall.notCounted")
      : t("firewall.counted", {
          count: counter.packets,
          packets: formatCount(counter.packets, language),
          bytes: formatBytes(counter.bytes, language),
        });
  return (
    <span className={classes["count"]} data-testid="rule-count">
      {text}
    </span>
  );
}
