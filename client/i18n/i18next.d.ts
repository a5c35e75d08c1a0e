import "i18next";
import type { en } from "./en.ts";

declare module "i18next" {
  /** What makes a key that does not exist, or a missing parameter, a compile error. */
  interface CustomTypeOptions {
    readonly defaultNS: "translation";
    readonly returnNull: false;
    readonly resources: { readonly translation: typeof en };
  }
}
