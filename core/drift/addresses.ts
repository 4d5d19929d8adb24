/** Addresses of the resources of one stack: `<type token>::<logical name>`, with the parents' types where that is ambiguous. */
import { isCompared } from "../parity/resource.ts";
import type { Deployment, StateResource } from "../parity/state.ts";
import { parseUrn } from "../parity/urn.ts";

export interface AddressedResource {
  readonly address: string;
  readonly type: string;
  readonly state: StateResource;
}

/** The resources that a refresh reads, by URN: no components, no providers, nothing external or waiting to be deleted. */
export function addressedResources(deployment: Deployment): ReadonlyMap<string, AddressedResource> {
  const named = deployment.resources.flatMap((state) => {
    const urn = parseUrn(state.urn);
    const type = state.type ?? urn?.type ?? "";
    if (!urn || state.delete || !isCompared(state, type)) return [];
    return [{ state, type, short: `${type}::${urn.name}`, chained: `${urn.chain}::${urn.name}` }];
  });
  const counts = new Map<string, number>();
  for (const { short } of named) counts.set(short, (counts.get(short) ?? 0) + 1);
  return new Map(
    named.map(({ state, type, short, chained }) => [
      state.urn,
      { address: counts.get(short) === 1 ? short : chained, type, state },
    ]),
  );
}
