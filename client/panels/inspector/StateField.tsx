import { useTranslation } from "react-i18next";
import type { ObservedInterface } from "../../../shared/observed.ts";
import type { AdminState } from "../../../shared/topology.ts";
import type { Outcome } from "../../requests.ts";
import { SwitchField } from "../../ui/fields/SwitchField.tsx";
import { StateMark } from "../../ui/StateMark.tsx";
import { interfaceState } from "../interface-state.ts";
import classes from "./StateField.module.css";

interface StateFieldProps {
  readonly adminState: AdminState;
  readonly observed: ObservedInterface | undefined;
  readonly send: (adminState: AdminState) => Promise<Outcome>;
  readonly restore: () => void;
  readonly testId?: string;
}

/** The switch is what was asked for; the line under it, what the kernel makes of it. */
export function StateField({ adminState, observed, send, restore, testId = "field-state" }: StateFieldProps) {
  const { t } = useTranslation();
  const state = interfaceState(observed);
  const isBridge = observed?.kind === "bridge";
  const differs = observed !== undefined && observed.adminState !== adminState;
  return (
    <>
      <SwitchField
        label={t("inspector.state")}
        value={adminState === "up"}
        word={t(adminState === "up" ? "common.up" : "common.down")}
        testId={testId}
        kernel={differs ? { value: t(`common.${observed.adminState}`), restore } : undefined}
        send={(up) => send(up ? "up" : "down")}
      />
      <p className={classes["state"]} data-testid="interface-state" data-state={state}>
        <StateMark state={state} />
        <span>
          <strong>{t(`inspector.interfaceState.${state}`)}</strong>{" "}
          {t(`inspector.interfaceHelp.${isBridge && state === "no-carrier" ? "no-ports" : state}`)}
        </span>
      </p>
    </>
  );
}
