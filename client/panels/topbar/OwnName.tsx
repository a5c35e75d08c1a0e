import { useState } from "react";
import { useTranslation } from "react-i18next";
import { connection } from "../../connection.ts";
import { PlainInput } from "../../ui/fields/PlainInput.tsx";
import { Face } from "./Face.tsx";
import classes from "./People.module.css";

/** My name as the others see it. */
export function OwnName() {
  const { t } = useTranslation();
  const [author, setAuthor] = useState(connection.author);
  const rename = (name: string) => {
    connection.setAuthorName(name);
    setAuthor(connection.author);
  };
  return (
    <div className={classes["own"]}>
      <Face author={author} />
      <PlainInput label={t("topbar.yourName")} value={author.name} testId="own-name" commit={rename} />
      <span className={classes["hint"]}>{t("topbar.yourName")}</span>
    </div>
  );
}
