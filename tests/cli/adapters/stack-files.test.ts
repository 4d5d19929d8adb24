import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { findProject } from "../../../cli/adapters/project.ts";
import { readStackFile, stackFilesOf, stacksWithFiles } from "../../../cli/adapters/stack-files.ts";
import { temporaryFolder } from "../../sandbox/support.ts";

describe("stage files", () => {
  let project: ReturnType<typeof temporaryFolder>;
  const write = (file: string, text: string) => writeFileSync(join(project.path, file), text);

  beforeEach(() => {
    project = temporaryFolder();
  });
  afterEach(() => project.remove());

  it("stand beside Pulumi.yaml; a stack may be named in full", () => {
    write("Pulumi.yaml", "name: shop\n");
    write("Pulumi.prod.yaml", "config: {}\n");
    write("Pulumi.dev.yaml", "");
    write("Pulumi.old.yml", "");
    const files = stackFilesOf(findProject(project.path));
    expect(stacksWithFiles(files)).to.deep.equal(["dev", "prod"]);
    expect(readStackFile(files, "acme/shop/prod")).to.deep.equal({ text: "config: {}\n", file: "Pulumi.prod.yaml" });
    expect(readStackFile(files, "gone")).to.deep.equal({ text: "", file: "Pulumi.gone.yaml" });
  });

  it("are where stackConfigDir says, with the ending of the project's file", () => {
    write("Pulumi.yml", "name: shop\nstackConfigDir: stages\n");
    mkdirSync(join(project.path, "stages"));
    write("stages/Pulumi.dev.yml", "config: { a: 1 }\n");
    const files = stackFilesOf(findProject(project.path));
    expect(stacksWithFiles(files)).to.deep.equal(["dev"]);
    expect(readStackFile(files, "dev")).to.deep.equal({ text: "config: { a: 1 }\n", file: "Pulumi.dev.yml" });
  });
});
