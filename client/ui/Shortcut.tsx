import { Kbd } from "@mantine/core";
import { shortcutKeys } from "./shortcut-text.ts";
import classes from "./Shortcut.module.css";

/** A key combination, one cap per key. */
export function Shortcut({ keys }: { readonly keys: string }) {
  return (
    <span className={classes["keys"]}>
      {shortcutKeys(keys).map((key) => (
        <Kbd key={key} size="xs">
          {key}
        </Kbd>
      ))}
    </span>
  );
}
