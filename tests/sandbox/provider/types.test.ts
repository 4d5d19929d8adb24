import { expect } from "chai";
import type { PropertyModel } from "../../../sandbox/model.ts";
import { sameProperty } from "../../../sandbox/provider/types.ts";

const map: PropertyModel = { type: { map: "string" } };
const object: PropertyModel = { type: { object: { name: { type: "string" } } } };

describe("equality of a property", () => {
  it("takes a map without keys for none, as Terraform's older SDK does, in either direction", () => {
    expect(sameProperty(map, {}, undefined, "sdk")).to.equal(true);
    expect(sameProperty(map, undefined, {}, "sdk")).to.equal(true);
    expect(sameProperty(map, {}, { a: "b" }, "sdk")).to.equal(false);
  });

  it("tells the two apart in framework providers, and for objects", () => {
    expect(sameProperty(map, {}, undefined, "framework")).to.equal(false);
    expect(sameProperty(object, {}, undefined, "sdk")).to.equal(false);
  });
});
