/** What the recorded state declares in GitHub's environments and repositories, and which places are this stage's alone. */
import { bindingName, environmentWord } from "../../naming/names.ts";
import type { VendorContext } from "../types.ts";
import { type Recorded, recordedOfType, textOutput } from "./recorded.ts";

/** A place that holds secrets and variables. */
export interface GitHubPlace {
  /** Name without owner. */
  readonly repository: string;
  /** Null for the repository itself. */
  readonly environment: string | null;
  /** Which of the names in it have to be declared by this stack. */
  readonly watched: Watched;
  readonly declared: Readonly<Record<BindingKind, readonly DeclaredBinding[]>>;
}

export type BindingKind = "secret" | "variable";

/**
 * `all`: an environment that the stack declares. `prefixed`: in a repository, names that begin with the stage's prefix and not
 * with a longer one of another stage. `none`: somebody else's place, of which only the declared names are looked at.
 */
export type Watched =
  | { readonly names: "all" }
  | { readonly names: "prefixed"; readonly prefix: string; readonly others: readonly string[] }
  | { readonly names: "none" };

export interface DeclaredBinding {
  /** Name at GitHub, in capitals: GitHub does not care for case. */
  readonly name: string;
  readonly recorded: Recorded;
}

const ENVIRONMENT = "github:index/repositoryEnvironment:RepositoryEnvironment";

/** Type token of what a place holds. */
export function bindingType({ environment }: Pick<GitHubPlace, "environment">, kind: BindingKind): string {
  const level = environment === null ? "Actions" : "ActionsEnvironment";
  const className = `${level}${kind === "secret" ? "Secret" : "Variable"}`;
  return `github:index/a${className.slice(1)}:${className}`;
}

/** The stage's own place first, then the others in the order of the state. */
export function githubPlaces(context: Pick<VendorContext, "deployment" | "config" | "kind" | "stage">): GitHubPlace[] {
  const places = new Map<string, GitHubPlace>();
  const add = (repository: string, environment: string | null, watched: Watched): GitHubPlace => {
    const key = placeKey(repository, environment);
    const place = places.get(key) ?? { repository, environment, watched, declared: { secret: [], variable: [] } };
    places.set(key, place);
    return place;
  };
  const prefixed = prefixedPlace(context);
  if (prefixed) add(prefixed.repository, null, prefixed.watched);
  for (const { outputs } of ownFirst(recordedOfType(context.deployment, ENVIRONMENT), context.stage)) {
    const [repository, environment] = [textOutput(outputs, "repository"), textOutput(outputs, "environment")];
    if (repository !== null && environment !== null) add(repository, environment, { names: "all" });
  }
  for (const { kind, repository, environment, binding } of declaredBindings(context)) {
    const place = add(repository, environment, { names: "none" });
    places.set(placeKey(repository, environment), {
      ...place,
      declared: { ...place.declared, [kind]: [...place.declared[kind], binding] },
    });
  }
  return [...places.values()];
}

/** Whether a name in the place would have to be declared by this stack. */
export function isWatched(watched: Watched, name: string): boolean {
  if (watched.names !== "prefixed") return watched.names === "all";
  const capitals = name.toUpperCase();
  return capitals.startsWith(watched.prefix) && !watched.others.some((other) => capitals.startsWith(other));
}

function placeKey(repository: string, environment: string | null): string {
  return `${repository}\0${environment ?? ""}\0${environment === null}`.toLowerCase();
}

function ownFirst(environments: readonly Recorded[], stage: string): readonly Recorded[] {
  const isOwn = ({ outputs }: Recorded) => textOutput(outputs, "environment") === stage;
  return [...environments.filter(isOwn), ...environments.filter((environment) => !isOwn(environment))];
}

/** The repository, where the configuration keeps a stage's bindings there: `PROD_EU_KEY` belongs to prod-eu, not to prod. */
function prefixedPlace({ config, kind }: Pick<VendorContext, "config" | "kind">) {
  if (kind !== "stage" || !("stage" in config) || config.github.bindings !== "repository") return null;
  const prefix = bindingName("repository", config.stage.name, "");
  const others = config.stages
    .map(({ name }) => `${environmentWord(name)}_`)
    .filter((other) => other !== prefix && other.startsWith(prefix));
  return { repository: config.github.repository, watched: { names: "prefixed", prefix, others } as const };
}

function declaredBindings({ deployment }: Pick<VendorContext, "deployment">) {
  const combinations = (["secret", "variable"] as const).flatMap((kind) => [
    { kind, isRepository: false },
    { kind, isRepository: true },
  ]);
  return combinations.flatMap(({ kind, isRepository }) =>
    recordedOfType(deployment, bindingType({ environment: isRepository ? null : "" }, kind)).flatMap((recorded) => {
      const repository = textOutput(recorded.outputs, "repository");
      const environment = isRepository ? null : textOutput(recorded.outputs, "environment");
      const name = textOutput(recorded.outputs, `${kind}Name`);
      if (repository === null || name === null || (!isRepository && environment === null)) return [];
      return [{ kind, repository, environment, binding: { name: name.toUpperCase(), recorded } }];
    }),
  );
}
