import type { ReactNode } from "react";
import classes from "./TextButton.module.css";

interface TextButtonProps {
  readonly children: ReactNode;
  readonly onClick: () => void;
  readonly testId?: string;
}

/** A verb within a sentence or at its end. */
export function TextButton({ children, onClick, testId }: TextButtonProps) {
  return (
    <button type="button" className={classes["button"]} data-testid={testId} onClick={onClick}>
      {children}
    </button>
  );
}
