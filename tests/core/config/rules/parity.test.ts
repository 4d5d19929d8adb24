import { FILL_IN } from "../../../../core/config/placeholder.ts";
import { inBase } from "../example.ts";
import { ruleCases } from "./table.ts";

const allow = (...allowances: object[]) => ({
  parity: { allow: allowances.map((one) => ({ reason: "why", owner: "jdoe", path: "x", ...one })) },
});
const REASON = "a sentence: why the difference is wanted";
const OWNER = "a name: who answers for the difference";
const DATE = 'a quoted date that exists, "YYYY-MM-DD"';

describe("rules for allowances", () => {
  ruleCases([
    {
      when: "allowances with what, why and who",
      patch: allow(
        { code: "parity/different-value" },
        { address: "*::X" },
        { expires: "2028-02-29" },
        { reason: "理由", owner: "ジェーン" },
        { reason: "only dev has the form that people fill in" },
      ),
      problems: [],
    },
    {
      when: "a drift allowance that covers nothing, without an owner, that ends on no date",
      patch: { drift: { allow: [{ reason: "why", owner: "", expires: "soon", stages: ["account"] }] } },
      problems: [
        inBase(
          "drift.allow[0]",
          '{"reason":"why","owner":"","expires":"soon","stages":["account"]}',
          "at least one of code, address and path",
          "Say what the allowance covers.",
        ),
        inBase("drift.allow[0].owner", '""', OWNER, "Write the owner."),
        inBase("drift.allow[0].expires", '"soon"', DATE),
      ],
    },
    {
      when: "an allowance that covers nothing",
      patch: { parity: { allow: [{ reason: "why", owner: "jdoe", stages: ["dev"] }] } },
      problems: [
        inBase(
          "parity.allow[0]",
          '{"reason":"why","owner":"jdoe","stages":["dev"]}',
          "at least one of code, address and path",
          "Say what the allowance covers.",
        ),
      ],
    },
    ...["", "  ", "...", "?", FILL_IN, `<${FILL_IN}>`, "TODO", "todo: ask jdoe", "tbd"].map((unfilled) => ({
      when: `${JSON.stringify(unfilled)} for a reason and an owner`,
      patch: allow({ reason: unfilled, owner: unfilled }),
      problems: [
        inBase("parity.allow[0].reason", JSON.stringify(unfilled), REASON, "Write the reason."),
        inBase("parity.allow[0].owner", JSON.stringify(unfilled), OWNER, "Write the owner."),
      ],
    })),
    ...["2026-12-31T00:00:00Z", "2026-12-31 00:00:00 +0000 UTC"].map((expires) => ({
      when: `a date without quotes, handed over by Pulumi as ${expires}`,
      patch: allow({ expires }),
      problems: [
        inBase(
          "parity.allow[0].expires",
          JSON.stringify(expires),
          DATE,
          'Quote the date, or YAML makes a time stamp of it: "2026-12-31".',
        ),
      ],
    })),
    {
      when: "a date without quotes, as YAML hands it over",
      patch: allow({ expires: new Date("2026-12-31") }),
      problems: [
        inBase(
          "parity.allow[0].expires",
          '"2026-12-31T00:00:00.000Z"',
          'a quoted date, "YYYY-MM-DD"',
          'Quote the date: "2026-12-31".',
        ),
      ],
    },
    {
      when: "dates that do not exist",
      patch: allow({ expires: "2026-02-30" }, { expires: "31.12.2026" }),
      problems: [
        inBase("parity.allow[0].expires", '"2026-02-30"', DATE),
        inBase("parity.allow[1].expires", '"31.12.2026"', DATE),
      ],
    },
    {
      when: "the later of two allowances by its own index, though the first is left out",
      patch: { parity: { allow: [{ path: "x" }, { path: "y", reason: "", owner: "jdoe" }] } },
      problems: [
        inBase("parity.allow[0].reason", null, REASON, "Add reason to parity.allow[0]; it is required."),
        inBase("parity.allow[0].owner", null, OWNER, "Add owner to parity.allow[0]; it is required."),
        inBase("parity.allow[1].reason", '""', REASON, "Write the reason."),
      ],
    },
  ]);
});
