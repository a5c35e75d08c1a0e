import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@mantine/core";
import type { RecordId } from "../../../shared/topology.ts";
import { FieldMessage } from "../../ui/fields/FieldMessage.tsx";
import { useCommit } from "../../ui/use-commit.ts";
import input from "../../ui/fields/Field.module.css";
import classes from "./Fields.module.css";
import { updateSysctl } from "./update.ts";

/** Takes `net.ipv4.conf.all.rp_filter` and `0`, or both pasted into the first as `key = value`. */
export function NewSysctl({ namespace }: { readonly namespace: RecordId }) {
  const { t } = useTranslation();
  const [key, setKey] = useState("");
  const [value, setValue] = useState("");
  const { run, isPending, problem } = useCommit();
  const send = async () => {
    if (!(await run(() => updateSysctl(namespace, key.trim(), value.trim())))) return;
    setKey("");
    setValue("");
  };
  const typeKey = (text: string) => {
    const pasted = /^\s*([^=\s]+)\s*=\s*(.+)$/.exec(text);
    setKey(pasted?.[1] ?? text);
    if (pasted?.[2] !== undefined) setValue(pasted[2]);
  };
  return (
    <form
      aria-busy={isPending}
      onSubmit={(event) => {
        event.preventDefault();
        if (key.trim() !== "" && value.trim() !== "") void send();
      }}
    >
      <div className={classes["row"]}>
        <input
          className={`${input["input"]} ${input["mono"]}`}
          aria-label={t("inspector.sysctlKey")}
          placeholder="net.ipv4.…"
          value={key}
          spellCheck={false}
          data-testid="sysctl-new-key"
          onChange={(event) => typeKey(event.target.value)}
        />
        <input
          className={`${input["input"]} ${input["mono"]} ${classes["short"]}`}
          aria-label={t("inspector.sysctlValue")}
          placeholder="0"
          value={value}
          spellCheck={false}
          data-testid="sysctl-new-value"
          onChange={(event) => setValue(event.target.value)}
        />
        <Button type="submit" size="compact-sm" variant="light" flex="none" data-testid="sysctl-add">
          {t("common.add")}
        </Button>
      </div>
      <FieldMessage problem={problem} />
    </form>
  );
}
