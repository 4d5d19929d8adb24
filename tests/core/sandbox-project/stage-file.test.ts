import { expect } from "chai";
import { toSandboxProject } from "../../../core/sandbox-project/project-file.ts";
import { toSandboxStageFile } from "../../../core/sandbox-project/stage-file.ts";

const committed = (text: string) => ({ text, file: "Pulumi.prod.yaml" });
const nothing = { text: "", file: ".sandbox/project/Pulumi.prod.yaml" };

describe("sandbox stage file", () => {
  it("drops the committed encryption and secrets and asks for the declared ones", () => {
    const result = toSandboxStageFile(
      committed(
        "encryptionsalt: v1:real\nsecretsprovider: awskms://x\nencryptedkey: k\nconfig:\n  stagekeeper:secrets:\n    A: {secure: v1:real}\n  aws:region: eu-west-1\n",
      ),
      nothing,
      ["A", "B"],
    );
    expect(result.text).to.equal("config:\n  aws:region: eu-west-1\n");
    expect(result.missing).to.deep.equal([
      ["stagekeeper:secrets", "A"],
      ["stagekeeper:secrets", "B"],
    ]);
  });

  it("keeps the sandbox's own salt and values, also those set by hand", () => {
    const generated = {
      text: "encryptionsalt: v1:own\nconfig:\n  stagekeeper:secrets:\n    A:\n      secure: v1:a\n    EXTRA:\n      secure: v1:e\n",
      file: "generated",
    };
    const result = toSandboxStageFile(committed("config: {}\n"), generated, ["A", "B"]);
    expect(result.missing).to.deep.equal([["stagekeeper:secrets", "B"]]);
    expect(result.text)
      .to.contain("encryptionsalt: v1:own")
      .and.to.contain("secure: v1:a")
      .and.to.contain("secure: v1:e");
  });

  it("treats values of a lost salt as missing", () => {
    const generated = { text: "config:\n  stagekeeper:secrets:\n    A:\n      secure: v1:a\n", file: "generated" };
    expect(toSandboxStageFile(committed(""), generated, ["A"]).missing).to.have.length(1);
  });

  it("gives the project's other secrets a sandbox value, too, however deep they lie", () => {
    const result = toSandboxStageFile(
      committed("config:\n  app:db:\n    main:\n      password:\n        secure: v1:x\n"),
      nothing,
      [],
    );
    expect(result.missing).to.deep.equal([["app:db", "main", "password"]]);
    expect(result.text).not.to.contain("v1:x");
  });

  it("keeps a date as it was written, quoted or not", () => {
    const text = 'config:\n  a: "2026-12-31"\n  b: 2026-12-31\n';
    expect(toSandboxStageFile(committed(text), nothing, []).text).to.equal(text);
  });

  it("names file and line of broken YAML", () => {
    expect(() => toSandboxStageFile(committed("a: [1\nb: 2\n"), nothing, [])).to.throw(/^Pulumi\.prod\.yaml: .*line/);
  });
});

describe("sandbox project file", () => {
  it("points main back and drops the backend", () => {
    const { text, name } = toSandboxProject(
      "name: x\nruntime: nodejs\nmain: tools/program.js\nbackend:\n  url: s3://b\n",
      "Pulumi.yaml",
    );
    expect(text).to.equal("name: x\nruntime: nodejs\nmain: ../../tools/program.js\n");
    expect(name).to.equal("x");
  });

  it("points a project without main back to its folder, and local plugins, too", () => {
    const { text } = toSandboxProject(
      "name: x\nplugins:\n  providers:\n    - name: foo\n      path: ./bin\n",
      "Pulumi.yaml",
    );
    expect(text).to.contain("main: ../..\n").and.to.contain("path: ../../bin");
  });

  it("refuses a project without a name", () => {
    expect(() => toSandboxProject("runtime: nodejs\n", "Pulumi.yaml")).to.throw("Pulumi.yaml: name is missing");
  });
});
