import type { ComponentProps } from "react";
import type { Draft } from "./use-draft.ts";

interface DraftInputProps
  extends Omit<ComponentProps<"input">, "value" | "onChange" | "onBlur" | "onKeyDown" | "aria-invalid"> {
  readonly draft: Draft;
  readonly testId?: string | undefined;
}

/** The input of a draft. */
export function DraftInput({ draft, testId, ...input }: DraftInputProps) {
  return (
    <input
      {...input}
      value={draft.text}
      spellCheck={false}
      autoComplete="off"
      aria-invalid={draft.problem !== null}
      data-settled={draft.isSettled || undefined}
      data-testid={testId}
      onChange={(event) => draft.set(event.target.value)}
      onBlur={draft.commit}
      onKeyDown={draft.handleKeys}
    />
  );
}
