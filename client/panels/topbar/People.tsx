import { Popover, UnstyledButton } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Person } from "../../../shared/protocol.ts";
import { connection } from "../../connection.ts";
import { useLabShallow } from "../../store.ts";
import { Face } from "./Face.tsx";
import { OwnName } from "./OwnName.tsx";
import classes from "./People.module.css";

const shownFaces = 4;

/** Who looks at this lab: one face per person, my own first. */
export function People() {
  const { t } = useTranslation();
  const people = useLabShallow((lab) => onePerAuthor(lab.people)) ?? [];
  const me = connection.author;
  const others = people.filter(({ author }) => author.id !== me.id);
  const count = others.length + 1;
  return (
    <Popover position="bottom-end" shadow="md" withArrow trapFocus returnFocus>
      <Popover.Target>
        <UnstyledButton
          className={classes["faces"]}
          aria-label={t("topbar.people", { count })}
          title={t("topbar.people", { count })}
          data-testid="people"
        >
          {[{ author: me }, ...others].slice(0, shownFaces).map(({ author }) => (
            <Face key={author.id} author={author} />
          ))}
          {count > shownFaces && <span className={classes["more"]}>+{count - shownFaces}</span>}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown className={classes["list"]}>
        <OwnName />
        {others.map(({ author }) => (
          <p key={author.id} className={classes["person"]}>
            <Face author={author} /> {author.name}
          </p>
        ))}
      </Popover.Dropdown>
    </Popover>
  );
}

/** One author may have several windows open. */
function onePerAuthor(people: readonly Person[]): readonly Person[] {
  return [...new Map(people.map((person) => [person.author.id, person])).values()];
}
