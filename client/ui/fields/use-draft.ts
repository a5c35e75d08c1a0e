import { useRef, useState, type KeyboardEvent } from "react";
import type { Problem } from "../../../shared/errors.ts";
import type { Outcome } from "../../requests.ts";
import { useCommit } from "../use-commit.ts";

export interface Draft {
  readonly text: string;
  readonly isPending: boolean;
  readonly problem: Problem | null;
  /** Nothing is typed that was not sent: undo is the network's then, and not the field's. */
  readonly isSettled: boolean;
  readonly set: (text: string) => void;
  readonly commit: () => void;
  readonly handleKeys: (event: KeyboardEvent<HTMLInputElement>) => void;
}

/** What a field does with a text: null when there is nothing to send, or a Problem found without asking the server. */
export type Send = (text: string) => Promise<Outcome> | Problem | null;

/**
 * A value edited in place: Enter or leaving the field sends it, Escape takes it back. A refused text stays in the field
 * with the reason until it is corrected or taken back.
 */
export function useDraft(
  value: string,
  send: Send,
  { clearsWhenDone = false, leavesOnEnter = false } = {},
): Draft {
  const [draft, setDraft] = useState<string | null>(null);
  const { run, refuse, clear, isPending, problem } = useCommit();
  /** Leaving the field after Enter must not send the same text again. */
  const sent = useRef<string | null>(null);

  const reset = () => {
    sent.current = null;
    setDraft(null);
    clear();
  };
  const commit = (whenDone?: () => void) => {
    const text = draft?.trim() ?? value;
    if (draft === null || text === value) {
      reset();
      whenDone?.();
      return;
    }
    if (text === sent.current) return;
    sent.current = text;
    const result = send(text);
    if (result === null) return reset();
    if ("kind" in result) return refuse(result);
    void run(() => result).then((done) => {
      if (!done) return;
      whenDone?.();
      if (sent.current === text) reset();
    });
  };
  const handleKeys = (event: KeyboardEvent<HTMLInputElement>) => {
    // Keys typed here are text, not the canvas's shortcuts; a Chinese input method uses Enter and Escape itself.
    if (draft !== null || !(event.ctrlKey || event.metaKey)) event.stopPropagation();
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Enter") {
      // Asked for again on purpose: the server may be back, or the kernel willing now.
      if (problem !== null) sent.current = null;
      const field = event.currentTarget;
      commit(() => leavesOnEnter && field.blur());
      if (!clearsWhenDone && !leavesOnEnter) field.select();
    } else if (event.key === "Escape") {
      reset();
      if (draft === null) event.currentTarget.blur();
    }
  };
  const set = (text: string) => {
    sent.current = null;
    setDraft(text);
  };
  const isSettled = draft === null;
  return { text: draft ?? value, isPending, problem, isSettled, set, commit: () => commit(), handleKeys };
}
