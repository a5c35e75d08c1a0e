import { applyEdit } from "./apply-edit.ts";
import { changesBetween, editOf, reverse } from "./changes.ts";
import type { Edit } from "./edit.ts";
import type { Document } from "./topology.ts";

/** The edit that takes `edit` back, consequences included: applyEdit(applyEdit(d, e), invertEdit(d, e)) = d. */
export function invertEdit(document: Document, edit: Edit): Edit {
  return editOf(reverse(changesBetween(document, applyEdit(document, edit))));
}
