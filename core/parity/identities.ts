/** The ids and ARNs of all resources of a stage: what a text refers to where no dependency is recorded. */
import { type PhraseMatch, Phrases } from "./phrases.ts";
import type { Resource } from "./resource.ts";
import { arnOutput } from "./stage-index.ts";

/** A generated id shorter than this is only trusted as a whole value. */
export const SHORTEST_PART = 8;
/** More owners than this say nothing. */
const MOST_OWNERS = 2;

/** Nearly always there is one. */
type Owners = Resource | Resource[];

export class Identities {
  readonly #owners = new Phrases<Owners>(SHORTEST_PART);

  constructor(resources: readonly Resource[]) {
    for (const resource of resources) {
      if (resource.isProvider) continue;
      const { id } = resource.state;
      const arn = arnOutput(resource.state);
      if (typeof id === "string") this.#add(id, resource);
      if (typeof arn === "string" && arn !== id) this.#add(arn, resource);
    }
  }

  /** The one other resource that the whole text may refer to. Whether that one was made from `self` is not looked at. */
  onlyOther(text: string, self: Resource): Resource | undefined {
    return only(this.#owners.whole(text), self);
  }

  /** The same for parts of the text; `admit` says which resources count. */
  find(text: string, self: Resource, admit: (resource: Resource) => boolean): readonly PhraseMatch<Resource>[] {
    return this.#owners.find(text, (owners) => {
      const other = only(owners, self);
      return other && admit(other) ? other : undefined;
    });
  }

  #add(text: string, resource: Resource): void {
    const owners = this.#owners.whole(text);
    if (owners === undefined) this.#owners.set(text, resource);
    else if (Array.isArray(owners)) owners.push(resource);
    else this.#owners.set(text, [owners, resource]);
  }
}

function only(owners: Owners | undefined, self: Resource): Resource | undefined {
  if (!Array.isArray(owners)) return owners === self ? undefined : owners;
  if (owners.length > MOST_OWNERS) return undefined;
  const others = owners.filter((owner) => owner !== self);
  return others.length === 1 ? others[0] : undefined;
}
