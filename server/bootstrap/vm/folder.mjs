// @ts-check
import { join } from "node:path";
import { cache } from "../paths.mjs";

/** What is kept from one virtual machine to the next. */
export const folder = join(cache, "vm");
