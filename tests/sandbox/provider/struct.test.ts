import { expect } from "chai";
import structProto from "google-protobuf/google/protobuf/struct_pb.js";
import { fromStruct, toStruct } from "../../../sandbox/provider/struct.ts";
import { Asset, unknown } from "../../../sandbox/values.ts";

const signature = "4dabf18193072939515e22adb298388d";
const secret = "1b47061264138c4ac30d75fd1eb44270";
const read = (wire: Record<string, structProto.JavaScriptValue>) => fromStruct(structProto.Struct.fromJavaScript(wire));

describe("property values on the wire", () => {
  it("lose their secrets and nulls, and become ids where they refer to resources", () => {
    const fields = read({
      plain: 1,
      nothing: null,
      hidden: { [signature]: secret, value: ["a"] },
      output: { [signature]: "d0e6a833031e9bbcd3f4e8bde6ca49a4", value: "b", dependencies: [] },
      resource: { [signature]: "5cf8f73096256a8f31e491e813e4eb8e", urn: "urn:x", id: "id-1" },
      custom: { [signature]: "5cf8f73096256a8f31e491e813e4eb8e", urn: "urn:x", id: "" },
    });
    expect(fields).to.deep.equal({ plain: 1, hidden: ["a"], output: "b", resource: "id-1", custom: unknown });
  });

  it("can be unknown, in every type", () => {
    const texts = [
      "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
      "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
      "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
    ];
    for (const text of texts) expect(read({ a: text, b: [text] })).to.deep.equal({ a: unknown, b: [unknown] });
    expect(read({ a: { [signature]: "d0e6a833031e9bbcd3f4e8bde6ca49a4" } })).to.deep.equal({ a: unknown });
    expect(toStruct({ a: unknown }).toJavaScript()).to.deep.equal({ a: texts[0] });
  });

  it("are wrapped where the model says secret, also inside", () => {
    const properties = {
      value: { type: "string", secret: true },
      list: { type: { list: { object: { url: { type: "string", secret: true } } } } },
    } as const;
    const wire = toStruct({ value: "x", list: [{ url: "y" }] }, properties).toJavaScript();
    expect(wire).to.deep.equal({
      value: { [signature]: secret, value: "x" },
      list: [{ url: { [signature]: secret, value: "y" } }],
    });
    expect(toStruct({ value: null }, properties).toJavaScript()).to.deep.equal({ value: null });
  });

  it("pass archives through as they came", () => {
    const wire = { code: { [signature]: "0def7320c3a5731c473e5ecbe6d01bc7", hash: "abc", path: "./relay" } };
    const fields = read(wire);
    expect(fields["code"]).to.be.instanceOf(Asset).and.to.have.property("hash", "abc");
    expect(toStruct(fields).toJavaScript()).to.deep.equal(wire);
  });

  it("of an unheard kind are refused", () => {
    expect(() => read({ a: { [signature]: "nonsense" } })).to.throw("nonsense");
  });
});
