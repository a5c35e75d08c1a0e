import { Modal } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Action } from "../actions/action.ts";
import { actions } from "../actions/index.ts";
import { terminalKeys } from "../terminal/keys.ts";
import { useUi } from "../ui-state.ts";
import { Shortcut } from "./Shortcut.tsx";
import classes from "./ShortcutsHelp.module.css";

const groups = ["add", "tools", "edit", "view", "arrange", "page"] as const;
const keysInTerminals = ["copy", "paste", "search", "leave"] as const;
const mouse = ["pan", "zoom", "link", "several", "copyDrag"] as const;

/** All that the keyboard and the mouse can do, on one sheet. */
export function ShortcutsHelp() {
  const { t } = useTranslation();
  const isOpen = useUi((state) => state.dialog === "shortcuts");
  const openDialog = useUi((state) => state.openDialog);
  return (
    <Modal
      opened={isOpen}
      onClose={() => openDialog(null)}
      title={t("page.shortcuts")}
      closeButtonProps={{ "aria-label": t("common.close") }}
      lockScroll={false}
      size={1100}
      radius="md"
      overlayProps={{ backgroundOpacity: 0.25 }}
      transitionProps={{ duration: 100, transition: "pop" }}
      data-testid="shortcuts-help"
    >
      <div className={classes["groups"]}>
        {groups.map((group) => (
          <ShortcutGroup key={group} title={t(`actionGroups.${group}`)} actions={withKeys(group)} />
        ))}
        <section className={classes["group"]}>
          <h3>{t("terminals.keys.title")}</h3>
          <dl>
            {keysInTerminals.map((name) => (
              <div key={name}>
                <dt>{t(`terminals.keys.${name}`)}</dt>
                <dd>
                  <Shortcut keys={terminalKeys[name]} />
                </dd>
              </div>
            ))}
          </dl>
        </section>
        <section className={classes["group"]}>
          <h3>{t("page.mouse")}</h3>
          <dl>
            {mouse.map((gesture) => (
              <div key={gesture}>
                <dt>{t(`page.mouseHelp.${gesture}`)}</dt>
                <dd>{t(`page.mouseHelp.${gesture}How`)}</dd>
              </div>
            ))}
          </dl>
        </section>
      </div>
    </Modal>
  );
}

function withKeys(group: Action["group"]): readonly Action[] {
  return actions.filter((action) => action.group === group && action.shortcuts.length > 0);
}

interface ShortcutGroupProps {
  readonly title: string;
  readonly actions: readonly Action[];
}

function ShortcutGroup({ title, actions }: ShortcutGroupProps) {
  const { t } = useTranslation();
  if (actions.length === 0) return null;
  return (
    <section className={classes["group"]}>
      <h3>{title}</h3>
      <dl>
        {actions.map((action) => (
          <div key={action.id}>
            <dt>{t(action.labelKey)}</dt>
            <dd>
              <Shortcut keys={action.shortcuts[0] ?? ""} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
