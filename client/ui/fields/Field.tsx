import { useId, type ReactNode } from "react";
import type { Problem } from "../../../shared/errors.ts";
import classes from "./Field.module.css";
import { FieldMessage } from "./FieldMessage.tsx";
import { KernelDiffers, type Kernel } from "./KernelDiffers.tsx";

/** What every field of the inspector has, whatever its control. */
export interface FieldProps {
  readonly label: string;
  readonly testId?: string;
  /** What the kernel has instead, shown when it differs. */
  readonly kernel?: Kernel | undefined;
}

interface FieldFrameProps extends FieldProps {
  readonly isPending: boolean;
  readonly problem: Problem | null;
  readonly children: (ids: { readonly control: string; readonly message: string }) => ReactNode;
}

/** Label, control, what the kernel says instead, what went wrong. */
export function Field({ label, kernel, isPending, problem, children }: FieldFrameProps) {
  const control = useId();
  const message = `${control}-message`;
  return (
    <div
      className={classes["field"]}
      data-pending={isPending || undefined}
      data-invalid={problem !== null || undefined}
    >
      <label className={classes["label"]} htmlFor={control}>
        {label}
      </label>
      <div className={classes["control"]}>{children({ control, message })}</div>
      <FieldMessage id={message} problem={problem}>
        {kernel !== undefined && <KernelDiffers {...kernel} />}
      </FieldMessage>
    </div>
  );
}
