import { expect } from "chai";
import { toSandboxArguments } from "../../../core/sandbox-project/pulumi-arguments.ts";

const absolute = (path: string, mustExist: boolean) => (mustExist && path !== "policy" ? null : `/caller/${path}`);
const rewrite = (...args: string[]) => toSandboxArguments(args, "/p/.sandbox/project", absolute);

describe("sandbox arguments of pulumi", () => {
  it("works in the sandbox's project", () => {
    expect(rewrite("up", "--stack", "prod", "--yes")).to.deep.equal([
      "-C",
      "/p/.sandbox/project",
      "up",
      "--stack",
      "prod",
      "--yes",
    ]);
  });

  it("leaves a call alone that names a project itself", () => {
    expect(rewrite("-C", "other", "up")).to.deep.equal(["-C", "other", "up"]);
    expect(rewrite("up", "--cwd=other")).to.deep.equal(["up", "--cwd=other"]);
  });

  it("keeps the meaning of paths, in both ways to write them", () => {
    expect(rewrite("stack", "export", "--file", "a.json").slice(2)).to.deep.equal([
      "stack",
      "export",
      "--file",
      "/caller/a.json",
    ]);
    expect(rewrite("up", "--save-plan=a.json").slice(2)).to.deep.equal(["up", "--save-plan=/caller/a.json"]);
  });

  it("makes a policy pack absolute only where it is a folder, not a registry's name", () => {
    expect(rewrite("up", "--policy-pack", "policy").at(-1)).to.equal("/caller/policy");
    expect(rewrite("up", "--policy-pack", "acme/rules").at(-1)).to.equal("acme/rules");
  });

  it("reads -f as a file only in import", () => {
    expect(rewrite("import", "-f", "a.json").at(-1)).to.equal("/caller/a.json");
    expect(rewrite("up", "-f", "--yes").slice(2)).to.deep.equal(["up", "-f", "--yes"]);
  });
});
