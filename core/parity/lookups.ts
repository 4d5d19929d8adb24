/** Finds a stage's resources by what a text says of them. */
import { Identities } from "./identities.ts";
import type { PhraseMatch } from "./phrases.ts";
import type { Resource } from "./resource.ts";
import type { StageIndex } from "./stage-index.ts";

/** Stages by their positions. */
export interface Lookups {
  withUrn(stage: number, urn: string): Resource | undefined;
  /** The one other resource that the whole text may refer to by its id or ARN. Whether that one was made from `self` is not looked at. */
  onlyOther(stage: number, text: string, self: Resource): Resource | undefined;
  /** The same for parts of the text; `admit` says which resources count. */
  findOthers(
    stage: number,
    text: string,
    self: Resource,
    admit: (resource: Resource) => boolean,
  ): readonly PhraseMatch<Resource>[];
}

/** Indexes that are made when they are first asked for. */
export class StageLookups implements Lookups {
  readonly #stages: readonly StageIndex[];
  readonly #identities = new Map<number, Identities>();

  constructor(stages: readonly StageIndex[]) {
    this.#stages = stages;
  }

  withUrn(stage: number, urn: string): Resource | undefined {
    return this.#stages[stage]?.byUrn.get(urn);
  }

  onlyOther(stage: number, text: string, self: Resource): Resource | undefined {
    return this.#identitiesOf(stage).onlyOther(text, self);
  }

  findOthers(
    stage: number,
    text: string,
    self: Resource,
    admit: (resource: Resource) => boolean,
  ): readonly PhraseMatch<Resource>[] {
    return this.#identitiesOf(stage).find(text, self, admit);
  }

  #identitiesOf(stage: number): Identities {
    let identities = this.#identities.get(stage);
    if (!identities) {
      identities = new Identities(this.#stages[stage]?.resources ?? []);
      this.#identities.set(stage, identities);
    }
    return identities;
  }
}
