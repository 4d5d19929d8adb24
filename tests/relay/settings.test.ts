import { expect } from "chai";
import { parseSettings } from "../../relay/settings.ts";
import { settings } from "./support/settings.ts";

describe("relay: settings", () => {
  it("are what the account stack wrote", () => {
    expect(parseSettings(JSON.stringify(settings))).to.deep.equal(settings);
  });

  it("take the repository's number as text, too, and know no chat where none is named", () => {
    const { chatParameter: _, ...others } = settings;
    const written = JSON.stringify({ ...others, repositoryId: String(settings.repositoryId) });
    expect(parseSettings(written)).to.deep.equal({ ...settings, chatParameter: null });
  });

  for (const key of [
    "repository",
    "repositoryId",
    "topicArn",
    "table",
    "secretParameters",
    "hookIdParameter",
    "stages",
  ]) {
    it(`do not go without ${key}`, () => {
      const written = JSON.stringify({ ...settings, [key]: undefined });
      expect(() => parseSettings(written)).to.throw(`STAGEKEEPER_RELAY lacks ${key}. Deploy the account stack again.`);
    });
  }

  for (const odd of [undefined, "", "{", "null", "[]"]) {
    it(`are not in ${JSON.stringify(odd)}`, () => {
      expect(() => parseSettings(odd)).to.throw("STAGEKEEPER_RELAY lacks repository");
    });
  }
});
