import { Button } from "@mantine/core";
import { IconPlugX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { restart } from "../restart.ts";
import { navigate } from "../route.ts";
import { useLab } from "../store.ts";
import classes from "./FailedLab.module.css";
import { ProblemText } from "./ProblemText.tsx";

/** The lab's machine could not be made: why, and what to do. The drawing stays to be seen behind it. */
export function FailedLab() {
  const { t } = useTranslation();
  const id = useLab((lab) => lab.id) ?? "";
  const state = useLab((lab) => lab.state);
  if (state?.phase !== "failed") return null;
  return (
    <section className={classes["failed"]} role="alert" data-testid="lab-failed">
      <IconPlugX size={28} stroke={1.5} aria-hidden />
      <div>
        <h2>{t("page.failedTitle")}</h2>
        <p>{t("page.failedHelp")}</p>
        <ProblemText problem={state.problem} />
        <div className={classes["buttons"]}>
          <Button size="compact-sm" variant="light" data-testid="lab-retry" onClick={() => void restart(id)}>
            {t("page.tryAgain")}
          </Button>
          <Button size="compact-sm" variant="subtle" onClick={() => navigate("/")}>
            {t("page.backToLabs")}
          </Button>
        </div>
      </div>
    </section>
  );
}
