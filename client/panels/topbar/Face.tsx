import type { Author } from "../../../shared/protocol.ts";
import { personColor } from "../../ui/person-color.ts";
import classes from "./People.module.css";

/** A person's initials on their colour. */
export function Face({ author }: { readonly author: Author }) {
  return (
    <span
      className={classes["face"]}
      style={{ background: personColor(author.id) }}
      title={author.name}
      aria-hidden
    >
      {initials(author.name)}
    </span>
  );
}

/** Two letters of a spaced name, one sign of a Chinese one. */
function initials(name: string): string {
  const [first = "?", second = ""] = name
    .trim()
    .split(/\s+/)
    .map((word) => Array.from(word)[0]?.toUpperCase() ?? "");
  return first + second;
}
