import i18next from "i18next";
import { createLab } from "../../api.ts";
import { labHref, navigate } from "../../route.ts";
import { useStore } from "../../store.ts";
import { nextLabName } from "./lab-name.ts";
import { changeLabs } from "./use-labs.ts";

/** A new lab under the next free name, opened at once: a name can be given there. */
export async function createAndOpen(): Promise<void> {
  const name = nextLabName(
    useStore.getState().labs.map((lab) => lab.name),
    (number) => i18next.t("labs.untitled", { number }),
  );
  await changeLabs(async () => {
    const lab = await createLab(name);
    navigate(labHref(lab.id));
  });
}
