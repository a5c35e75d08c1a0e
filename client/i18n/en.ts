import { commonEn } from "./common.en.ts";
import { errorsEn } from "./errors.en.ts";
import { problemsEn } from "./problems.en.ts";
import { stepsEn } from "./steps.en.ts";

/** All the page's English words. They define the keys: `zh.ts` must have the same. */
export const en = { ...commonEn, ...errorsEn, ...problemsEn, ...stepsEn } as const;
