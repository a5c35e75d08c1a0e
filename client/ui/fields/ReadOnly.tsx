import type { ReactNode } from "react";
import classes from "./ReadOnly.module.css";

interface ReadOnlyProps {
  readonly label: string;
  readonly testId?: string;
  readonly children: ReactNode;
}

/** Something only the kernel decides. Inside a `<dl>`. */
export function ReadOnly({ label, testId, children }: ReadOnlyProps) {
  return (
    <div className={classes["row"]}>
      <dt>{label}</dt>
      <dd data-testid={testId}>{children}</dd>
    </div>
  );
}
