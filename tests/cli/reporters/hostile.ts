/** Reports full of text that tries to be something else in a terminal, in Markdown, in HTML or in a workflow command. */
import fc from "fast-check";
import type { Json, PlaceState, Report } from "../../../core/findings/report.ts";
import { finding, report } from "./builders.ts";

const HOSTILE = [
  "<script>window.pwned = 1</script>",
  "</script><img src=x onerror='window.pwned = 1'>",
  "<!-- --><details>",
  "a|b",
  "a|b\\|c\\\\|d",
  "`` ` ``` `",
  "line\n::error::injected\r\n| a | b |",
  "\u001b[2J\u001b[31mred\u001b[0m\u0007",
  "\u202egnp.exe\u200b\u2066",
  "@octocat #1 https://github.com/o/r/issues/1 [x](javascript:alert(1)) **b** _i_ $x$",
  "%0A::warning::x,title=y:z",
  "__proto__",
  "constructor",
  "<%= it.policy %> <%~ it.data %>",
  "日本語の値 👩‍👩‍👧 é",
  "\ud800",
  "",
  " ",
  "]](x)[[",
  "x".repeat(100_000),
] as const;

export const hostileText = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...HOSTILE) },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 40 }) },
);

const hostileValue: fc.Arbitrary<Json> = fc.oneof(
  hostileText,
  fc.array(hostileText, { maxLength: 3 }),
  fc.tuple(hostileText, hostileText).map(([key, value]) => Object.fromEntries([[key, value]])),
  fc.integer(),
  fc.constant(null),
);

const place: fc.Arbitrary<PlaceState> = fc.oneof(
  hostileValue.map((value) => ({ state: "value", value }) as const),
  fc.constantFrom<PlaceState>({ state: "absent" }, { state: "unreadable" }, { state: "secret", group: "A" }),
);

/** Everything in it that a vendor, a state file or a person wrote is hostile. */
export const hostileReport: fc.Arbitrary<Report> = fc
  .uniqueArray(hostileText, { minLength: 1, maxLength: 4 })
  .chain((stages) =>
    fc
      .record({
        findings: fc.array(
          fc.record({
            address: hostileText,
            path: hostileText,
            places: fc.tuple(...stages.map(() => place)),
            message: hostileText,
            remedy: hostileText,
            reason: fc.option(hostileText),
          }),
          { maxLength: 4 },
        ),
        incomplete: fc.array(fc.record({ stage: hostileText, reason: hostileText }), { maxLength: 2 }),
        notes: fc.array(hostileText, { maxLength: 2 }),
      })
      .map(({ findings, incomplete, notes }) =>
        report(
          findings.map(({ places, reason, ...texts }) =>
            finding("parity/different-value", "error", {
              ...texts,
              stages: Object.fromEntries(stages.map((stage, index) => [stage, places[index] ?? { state: "absent" }])),
              standsOut: stages.slice(-1),
              suppressed: reason === null ? null : { reason, owner: reason, expires: null, origin: reason },
            }),
          ),
          { stages, incomplete, notes },
        ),
      ),
  );
