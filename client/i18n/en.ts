import { stepWordsEn } from "../../shared/step-words.en.ts";
import { canvasEn } from "./canvas.en.ts";
import { commonEn } from "./common.en.ts";
import { dockEn } from "./dock.en.ts";
import { errorsEn } from "./errors.en.ts";
import { firewallEn } from "./firewall.en.ts";
import { galleryEn } from "./gallery.en.ts";
import { inspectorEn } from "./inspector.en.ts";
import { interfaceKindsEn } from "./interface-kinds.en.ts";
import { labsEn } from "./labs.en.ts";
import { pageEn } from "./page.en.ts";
import { policyRulesEn } from "./policy-rules.en.ts";
import { problemsEn } from "./problems.en.ts";
import { qualityEn } from "./quality.en.ts";
import { scriptEn } from "./script.en.ts";
import { serverProblemsEn } from "./server-problems.en.ts";
import { sourceChecksEn } from "./source-checks.en.ts";
import { terminalsEn } from "./terminals.en.ts";
import { topbarEn } from "./topbar.en.ts";

/** All the page's English words. They define the keys: `zh.ts` must have the same. */
export const en = {
  ...canvasEn,
  ...commonEn,
  ...dockEn,
  ...errorsEn,
  ...firewallEn,
  ...galleryEn,
  ...inspectorEn,
  ...interfaceKindsEn,
  ...labsEn,
  ...pageEn,
  ...policyRulesEn,
  problems: { ...problemsEn.problems, ...serverProblemsEn.problems },
  ...qualityEn,
  ...scriptEn,
  steps: stepWordsEn,
  ...sourceChecksEn,
  ...terminalsEn,
  ...topbarEn,
} as const;
