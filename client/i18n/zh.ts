import { commonZh } from "./common.zh.ts";
import type { en } from "./en.ts";
import { errorsZh } from "./errors.zh.ts";
import { problemsZh } from "./problems.zh.ts";
import { stepsZh } from "./steps.zh.ts";
import type { Words } from "./words.ts";

export const zh: Words<typeof en> = { ...commonZh, ...errorsZh, ...problemsZh, ...stepsZh };
