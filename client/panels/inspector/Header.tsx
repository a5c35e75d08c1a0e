import { IconX } from "@tabler/icons-react";
import type { TablerIcon } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useStore } from "../../store.ts";
import { ToolButton } from "../../ui/ToolButton.tsx";
import classes from "./Header.module.css";

interface HeaderProps {
  readonly icon: TablerIcon;
  readonly kind: string;
  readonly title: string;
}

export function Header({ icon: Icon, kind, title }: HeaderProps) {
  const { t } = useTranslation();
  const select = useStore((state) => state.select);
  return (
    <header className={classes["header"]}>
      <Icon className={classes["icon"]} size={20} stroke={1.6} aria-hidden />
      <div className={classes["words"]}>
        <p className={classes["kind"]}>{kind}</p>
        <h2 className={classes["title"]} title={title}>
          {title}
        </h2>
      </div>
      <ToolButton
        icon={IconX}
        label={t("common.close")}
        size="sm"
        tooltip="left"
        onClick={() => select([])}
      />
    </header>
  );
}
