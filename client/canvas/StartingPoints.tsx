import { useTranslation } from "react-i18next";
import { hostId } from "../../shared/names.ts";
import { isEmptyLab, isLive } from "../actions/enabled.ts";
import { currentViewport } from "../actions/registry.ts";
import { connection } from "../connection.ts";
import { startingPoint, startingPointIds, type StartingPointId } from "../gestures/starting-points.ts";
import { galleryHref, navigate } from "../route.ts";
import { useLab, useStore } from "../store.ts";
import { TextButton } from "../ui/TextButton.tsx";
import { useUi } from "../ui-state.ts";
import { rectanglesOf } from "./drawing.ts";
import { SmallPicture } from "./SmallPicture.tsx";
import classes from "./StartingPoints.module.css";

/** What an empty lab offers. Each is one edit, so one undo brings the empty lab back. */
export function StartingPoints() {
  const { t } = useTranslation();
  const isEmpty = useLab(isEmptyLab) ?? false;
  const canEdit = useStore(isLive);
  const isPlacing = useUi((ui) => ui.mode !== "select");
  if (!isEmpty || !canEdit || isPlacing) return null;
  return (
    <section
      className={classes["offer"]}
      aria-label={t("canvas.startingPoints.label")}
      data-testid="starting-points"
    >
      <p className={classes["lead"]}>{t("canvas.startingPoints.lead")}</p>
      <div className={classes["points"]}>
        {startingPointIds.map((id) => (
          <button
            key={id}
            type="button"
            className={classes["point"]}
            data-testid={`starting-point-${id}`}
            onClick={() => void begin(id)}
          >
            <SmallPicture id={id} />
            <strong>{t(`canvas.startingPoints.${id}.title`)}</strong>
            <span className={classes["text"]}>{t(`canvas.startingPoints.${id}.text`)}</span>
          </button>
        ))}
      </div>
      <p className={classes["more"]}>
        <TextButton testId="starting-points-gallery" onClick={() => navigate(galleryHref)}>
          {t("gallery.more")}
        </TextButton>
      </p>
    </section>
  );
}

async function begin(id: StartingPointId): Promise<void> {
  const host = rectanglesOf([hostId])[hostId] ?? { x: 0, y: 0, width: 0, height: 0 };
  const at = { x: host.x + host.width / 2, y: host.y + host.height + 80 };
  const outcome = await connection.sendEdit((_, document) => startingPoint(document, id, at), []);
  if (outcome.ok) currentViewport()?.fit();
}
