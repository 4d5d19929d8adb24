import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { findProject, findProjectFile, pathInRepository } from "../../../cli/adapters/project.ts";
import { UserError } from "../../../core/user-error.ts";
import { temporaryFolder } from "../../sandbox/support.ts";

describe("finding the Pulumi project", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  const at = (path: string) => join(folder.path, path);

  beforeEach(() => {
    folder = temporaryFolder();
    mkdirSync(at("infra/src/deep"), { recursive: true });
  });
  afterEach(() => folder.remove());

  it("takes the nearest upwards, with either ending", () => {
    writeFileSync(at("Pulumi.yaml"), "name: outer\n");
    writeFileSync(at("infra/Pulumi.yml"), "name: inner\n");
    expect(findProject(at("infra/src/deep"))).to.deep.equal({
      root: at("infra"),
      file: "Pulumi.yml",
      text: "name: inner\n",
    });
  });

  it("says where it looked", () => {
    expect(findProjectFile(at("infra"))).to.equal(null);
    expect(() => findProject(at("infra"))).to.throw(UserError, `There is no Pulumi.yaml in ${at("infra")} or above it`);
  });

  it("names a file as its repository does, where there is one", () => {
    expect(pathInRepository(at("infra/Pulumi.yaml"))).to.equal("Pulumi.yaml");
    mkdirSync(at(".git"));
    expect(pathInRepository(at("infra/Pulumi.yaml"))).to.equal("infra/Pulumi.yaml");
  });
});
