/** The ids and ARNs of all resources of a stage: whether a whole text is one of them. */
import { arnOutput, isProvider, type Resource } from "../stage-index.ts";

/** More owners than this say nothing: see `References`. */
const MOST_OWNERS = 2;
const NONE: readonly Resource[] = [];

export class Identities {
  /** One owner, or all of them. */
  readonly #owners = new Map<string, Resource | Resource[]>();

  constructor(resources: readonly Resource[]) {
    for (const resource of resources) {
      if (isProvider(resource.type)) continue;
      const { id } = resource.state;
      const arn = arnOutput(resource.state);
      if (typeof id === "string") this.#add(id, resource);
      if (typeof arn === "string" && arn !== id) this.#add(arn, resource);
    }
  }

  /** The one other resource that the text may refer to. Whether that one was made from `self` is not looked at. */
  onlyOther(text: string, self: Resource): Resource | undefined {
    const owners = this.ownersOf(text);
    const others = owners.length > MOST_OWNERS ? NONE : owners.filter((owner) => owner !== self);
    return others.length === 1 ? others[0] : undefined;
  }

  ownersOf(text: string): readonly Resource[] {
    const owners = this.#owners.get(text);
    if (owners === undefined) return NONE;
    return Array.isArray(owners) ? owners : [owners];
  }

  #add(text: string, resource: Resource): void {
    const owners = this.#owners.get(text);
    if (owners === undefined) this.#owners.set(text, resource);
    else if (Array.isArray(owners)) owners.push(resource);
    else this.#owners.set(text, [owners, resource]);
  }
}
