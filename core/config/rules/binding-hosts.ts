/** Bindings: each goes to hosts that exist, once. */
import { nearest, orList } from "../../text/words.ts";
import type { Violation } from "../violation.ts";
import { bindingsOf } from "./binding.ts";
import { givenKeys, type Rule } from "./rule.ts";

export const hostsExist: Rule = (context) => {
  const known = ["github", ...givenKeys(context, "vercel", "projects").map((project) => `vercel.${project}`)];
  return bindingsOf(context.written).flatMap(({ path, to }) =>
    to.flatMap((host, index): readonly Violation[] => {
      if (known.includes(host)) return [];
      const near = nearest(host, known);
      return [
        {
          path: [...path, "to", index],
          allowed: orList(known),
          next: near === null ? null : `Did you mean ${near}?`,
        },
      ];
    }),
  );
};

export const hostsStandOnce: Rule = ({ written }) =>
  bindingsOf(written).flatMap(({ path, to }) =>
    to.flatMap((host, index): readonly Violation[] =>
      to.indexOf(host) === index
        ? []
        : [{ path: [...path, "to", index], allowed: "each host once", next: "Remove it." }],
    ),
  );
