import { stepWordsZh } from "../../shared/step-words.zh.ts";
import { canvasZh } from "./canvas.zh.ts";
import { commonZh } from "./common.zh.ts";
import { dockZh } from "./dock.zh.ts";
import type { en } from "./en.ts";
import { errorsZh } from "./errors.zh.ts";
import { firewallZh } from "./firewall.zh.ts";
import { galleryZh } from "./gallery.zh.ts";
import { inspectorZh } from "./inspector.zh.ts";
import { interfaceKindsZh } from "./interface-kinds.zh.ts";
import { labsZh } from "./labs.zh.ts";
import { pageZh } from "./page.zh.ts";
import { policyRulesZh } from "./policy-rules.zh.ts";
import { problemsZh } from "./problems.zh.ts";
import { qualityZh } from "./quality.zh.ts";
import { scriptZh } from "./script.zh.ts";
import { serverProblemsZh } from "./server-problems.zh.ts";
import { sourceChecksZh } from "./source-checks.zh.ts";
import { terminalsZh } from "./terminals.zh.ts";
import { topbarZh } from "./topbar.zh.ts";
import type { Words } from "./words.ts";

export const zh: Words<typeof en> = {
  ...canvasZh,
  ...commonZh,
  ...dockZh,
  ...errorsZh,
  ...firewallZh,
  ...galleryZh,
  ...inspectorZh,
  ...interfaceKindsZh,
  ...labsZh,
  ...pageZh,
  ...policyRulesZh,
  problems: { ...problemsZh.problems, ...serverProblemsZh.problems },
  ...qualityZh,
  ...scriptZh,
  steps: stepWordsZh,
  ...sourceChecksZh,
  ...terminalsZh,
  ...topbarZh,
};
