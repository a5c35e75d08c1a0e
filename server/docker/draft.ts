import type * as z from "zod";
import { applyEdit } from "../../shared/apply-edit.ts";
import { batch, type Edit } from "../../shared/edit.ts";
import { newId } from "../../shared/ids.ts";
import { addNetwork } from "../../shared/network-edits.ts";
import { freeNetwork } from "../../shared/networks.ts";
import { formatPrefix, parsePrefix } from "../../shared/prefix.ts";
import type { Document, RecordId, Topology } from "../../shared/topology.ts";
import { DockerError } from "./answer.ts";
import { defaultNetwork, findNetwork } from "./find.ts";

/** One edit, made of several of which each stands on the one before. */
export class Draft {
  #document: Document;
  readonly #edits: Edit[] = [];

  constructor(document: Document) {
    this.#document = document;
  }

  get document(): Document {
    return this.#document;
  }
  get topology(): Topology {
    return this.#document.topology;
  }
  get edit(): Edit {
    return batch(...this.#edits);
  }

  /** @throws DockerError `otherwise`, where there is nothing to be done */
  add(edit: Edit | null, otherwise: string): void {
    if (edit === null) throw new DockerError(otherwise);
    this.#document = applyEdit(this.#document, edit);
    this.#edits.push(edit);
  }

  /** The default one is made when it is needed first. @throws DockerError */
  bridgeOf(network: string): RecordId {
    const found = findNetwork(this.topology, network);
    if (found !== null) return found.id;
    const id = newId();
    const usual = parsePrefix(defaultNetwork.subnet);
    const free = usual === null ? null : freeNetwork(this.topology, usual);
    const subnet = free === null ? undefined : formatPrefix(free);
    const wish = { id, name: defaultNetwork.bridge, subnet, resolvesNames: false };
    this.add(addNetwork(this.#document, wish), "there is no free subnet");
    return id;
  }
}

/** As a record may have it: for people, not by the record's id. @throws DockerError */
export function checkName(what: string, schema: z.ZodType<string>, name: string): void {
  const [issue] = schema.safeParse(name).error?.issues ?? [];
  if (issue !== undefined) throw new DockerError(`invalid ${what} name ${name}: ${issue.message}`, 125);
}
