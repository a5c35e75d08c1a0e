import { Modal } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useUi } from "../ui-state.ts";
import { scopes } from "./palette/use-entries.ts";
import { PaletteBody } from "./palette/PaletteBody.tsx";
import classes from "./palette/Palette.module.css";

/** Every verb with its shortcut, and everything in the lab by name or address; or some of that. */
export function CommandPalette() {
  const { t } = useTranslation();
  const dialog = useUi((state) => state.dialog);
  const openDialog = useUi((state) => state.openDialog);
  const scope = scopes.find((known) => known === dialog);
  return (
    <Modal.Root
      opened={scope !== undefined}
      onClose={() => openDialog(null)}
      // Locking the page's scroll would put a <style> into it; the page does not scroll.
      lockScroll={false}
      yOffset="12vh"
      size={580}
      padding={0}
      radius="md"
      transitionProps={{ duration: 100, transition: "pop" }}
      // A class on the content itself would also be given to what holds it, which fills the window.
      classNames={{ content: classes["content"] ?? "" }}
    >
      <Modal.Overlay backgroundOpacity={0.25} />
      <Modal.Content aria-label={scope && t(`page.palettes.${scope}.label`)} data-testid="palette">
        {scope !== undefined && <PaletteBody key={scope} scope={scope} close={() => openDialog(null)} />}
      </Modal.Content>
    </Modal.Root>
  );
}
