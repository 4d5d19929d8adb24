import * as v from "valibot";
import { described, listOf, lowerName, mapOf, matching, oneOf, section, text } from "./field.ts";

const domain = matching(
  /^(?=.{1,253}$)(\*\.)?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$/,
  "a domain in lower case, for example app.example.com",
);
const relativeFolder = matching(/^(?!\/)(?!.*\.\.).+$/, "a folder inside the repository, for example apps/web");
const slug = matching(/^[a-z0-9][a-z0-9-]*$/, "the slug that stands in https://vercel.com/<slug>");

const projectSchema = section({
  framework: v.optional(
    described(
      v.nullable(text("a framework's slug, for example nextjs, or null")),
      "Framework preset, as Vercel names it.",
    ),
    null,
  ),
  rootDirectory: v.optional(
    described(v.nullable(relativeFolder), "Folder of the app inside the repository; null for its root."),
    null,
  ),
  domains: v.optional(
    described(
      listOf(domain, "domains"),
      "Domains of this stage. A domain belongs to one stage, so write it in the stage's own file.",
    ),
    [],
  ),
  previews: v.optional(
    section({
      stages: described(
        listOf(text("a stage's name"), "stages"),
        "Stages whose project builds branches other than the stage's own.",
      ),
    }),
    { stages: [] },
  ),
});

export const vercelSchema = section({
  plan: v.optional(described(oneOf(["hobby", "pro", "enterprise"]), "Vercel plan of the account or team."), "hobby"),
  team: v.optional(described(v.nullable(slug), "Slug of the team; null for the account of the token."), null),
  deploy: v.optional(described(oneOf(["branch"]), "branch: every stage builds the branch stage/<name>."), "branch"),
  projects: v.optional(
    described(
      mapOf(lowerName, projectSchema),
      "Vercel projects by short name; each stage has its own, named <app>-<project>-<stage>.",
    ),
    {},
  ),
});
