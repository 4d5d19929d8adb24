/** The arrows between the parts (docs/architecture.md). @type {import("dependency-cruiser").IConfiguration} */
const allowOnly = (from, to, comment) => ({
  name: `${from.replace(/\W+/g, "-")}-imports`,
  comment,
  severity: "error",
  from: { path: `^${from}/` },
  to: { path: "^(core|components|cli|sandbox|relay|policy|tests|tools|index\\.ts)", pathNot: to },
});

module.exports = {
  forbidden: [
    allowOnly("core", "^core/", "core is pure logic and imports only itself"),
    allowOnly("components", "^(core|components)/", "components import core"),
    allowOnly(
      "sandbox",
      "^(core|sandbox)/",
      "the sandbox imports core; it is judged by running the program against it",
    ),
    allowOnly("relay", "^(core|relay)/", "the relay imports core"),
    allowOnly("policy", "^(core|policy)/", "the policy pack imports core"),
    allowOnly(
      "cli",
      "^(core|cli)/|^tools/(lock|engine/locate)\\.js$",
      "the command line imports core, and from setup what both need; the rest is reached through processes and bundles",
    ),
    {
      name: "core-no-io",
      comment: "core has no Pulumi, no IO, no clock",
      severity: "error",
      from: { path: "^core/" },
      to: {
        path: ["node_modules/@pulumi", "^(node:)?(fs|child_process|http|https|net|os|process|timers|worker_threads)"],
      },
    },
    {
      name: "pulumi-sdk-only-in-the-program",
      comment: "only the program, its components, the policy pack and the program adapter import the Pulumi SDK",
      severity: "error",
      from: { path: "^(core|cli|sandbox|relay)/", pathNot: "^cli/adapters/program" },
      to: { path: "node_modules/@pulumi(verse)?/", pathNot: "node_modules/@pulumi/pulumi/proto/" },
    },
    {
      name: "reporters-are-pure",
      severity: "error",
      from: { path: "^cli/reporters/" },
      to: { path: "^(cli/(adapters|commands)/|(node:)?fs)" },
    },
    { name: "no-circular", severity: "error", from: {}, to: { circular: true } },
    {
      name: "no-orphans",
      severity: "error",
      from: { orphan: true, pathNot: ["\\.cjs$", "^tests/", "^tools/", "^bin/"] },
      to: {},
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    includeOnly: {
      path: [
        "^(core|components|cli|sandbox|relay|policy|tests|tools|index\\.ts)",
        "node_modules/@pulumi",
        "^(node:)?(fs|child_process|http|https|net|os|process|timers|worker_threads)",
      ],
    },
    exclude: { path: "^tests/fixtures" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
    },
  },
};
