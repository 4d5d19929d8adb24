/** Names of bindings, as the hosts that they go to take them. */
import { bindingName } from "../../naming/names.ts";
import type { Violation } from "../violation.ts";
import { bindingsOf, githubBindings, placeAtGitHub, type WrittenBinding } from "./binding.ts";
import type { Rule, RuleContext } from "./rule.ts";

const WORD = /^[A-Za-z_][A-Za-z0-9_]*$/;
const WORD_IN_WORDS = "letters, digits and _, not starting with a digit";

/** https://vercel.com/docs/environment-variables/reserved-environment-variables */
const RESERVED_AT_VERCEL = [
  "AWS_SECRET_KEY",
  "AWS_EXECUTION_ENV",
  "AWS_LAMBDA_LOG_GROUP_NAME",
  "AWS_LAMBDA_LOG_STREAM_NAME",
  "AWS_LAMBDA_FUNCTION_NAME",
  "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
  "AWS_LAMBDA_FUNCTION_VERSION",
  "NOW_REGION",
  "TZ",
  "LAMBDA_TASK_ROOT",
  "LAMBDA_RUNTIME_DIR",
];

const NEXT = "Choose another name.";

/** GitHub and Vercel agree on this much. https://docs.github.com/actions/reference/security/secrets */
export const nameIsWord: Rule = ({ written }) =>
  bindingsOf(written)
    .filter(({ name }) => !WORD.test(name))
    .map(({ path, name }) => ({ path, given: name, allowed: `a name of ${WORD_IN_WORDS}`, next: NEXT }));

/** https://docs.github.com/actions/reference/security/secrets: GitHub keeps names with its own prefix to itself. */
export const nameLacksGitHubPrefix: Rule = (context) =>
  githubBindings(context.written).flatMap(({ path, name }): readonly Violation[] => {
    const taken = namesAtGitHub(context, name).find((delivered) => /^GITHUB_/i.test(delivered));
    if (taken === undefined) return [];
    return [
      { path, given: taken, allowed: "a name without the prefix GITHUB_, which GitHub keeps to itself", next: NEXT },
    ];
  });

/** GitHub does not tell upper case from lower case, nor whose prefix a name in the repository has. */
export const namesDifferAtGitHub: Rule = (context) => {
  const owners = new Map<string, string>();
  return githubBindings(context.written).flatMap((binding) =>
    namesAtGitHub(context, binding.name).flatMap((delivered): readonly Violation[] => {
      const key = `${binding.kind} ${delivered.toUpperCase()}`;
      const owner = owners.get(key);
      owners.set(key, owner ?? binding.name);
      return owner === undefined ? [] : [clash(binding, delivered, owner)];
    }),
  );
};

export const nameIsFreeAtVercel: Rule = ({ written }) =>
  bindingsOf(written)
    .filter(({ name, to }) => RESERVED_AT_VERCEL.includes(name) && to.some(isVercel))
    .map(({ path, name }) => ({
      path,
      given: name,
      allowed: "a name that Vercel does not reserve for its functions",
      next: NEXT,
    }));

/** At Vercel a secret is a variable too. */
export const namesDifferAtVercel: Rule = ({ written }) =>
  Object.entries(written.secrets).flatMap(([name, { to }]): readonly Violation[] => {
    const variable = Object.hasOwn(written.variables, name) ? written.variables[name] : undefined;
    const both = to.find((host) => isVercel(host) && variable?.to.includes(host));
    if (both === undefined) return [];
    return [
      {
        path: ["secrets", name],
        given: name,
        allowed: `a name that no variable has in ${both}`,
        next: "Rename one of them, or remove the variable.",
      },
    ];
  });

/** Under prefixes, the names of all stages land in one repository. */
function namesAtGitHub({ written, stages }: RuleContext, name: string): readonly string[] {
  const place = placeAtGitHub(written);
  return place === "environment" ? [name] : stages.map((stage) => bindingName(place, stage.name, name));
}

function clash({ path, name, kind }: WrittenBinding, delivered: string, owner: string): Violation {
  const why = delivered === name ? "GitHub ignores case" : `both become ${delivered} in the repository`;
  return { path, given: name, allowed: `a name that GitHub can tell from the ${kind} ${owner}: ${why}`, next: NEXT };
}

function isVercel(host: string): boolean {
  return host.startsWith("vercel.");
}
