/** One invented service of sixteen resources, as a stage of a realistic product declares and deploys it. */
import { awsResources } from "./aws-resources.ts";
import { hostResources } from "./host-resources.ts";
import { type BenchResource, namesOf, type Profile } from "./service-names.ts";

export type { BenchResource, Profile } from "./service-names.ts";

export const RESOURCES_A_SERVICE = 16;

export function serviceResources(number: number, stage: Profile): readonly BenchResource[] {
  const names = namesOf(number, stage);
  return [...awsResources(names), ...hostResources(names)];
}
