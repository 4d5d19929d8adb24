import { expect } from "chai";
import { samePolicy } from "../../../sandbox/aws/policy/equivalence.ts";
import { normaliseJson, parseJson } from "../../../sandbox/aws/policy/json.ts";
import { iamPolicyText } from "../../../sandbox/aws/policy/property.ts";

describe("sandbox: JSON as Go reads it", () => {
  const cases: readonly (readonly [text: string, error: string, offset: number])[] = [
    ["", "unexpected end of JSON input", 0],
    ["{", "unexpected end of JSON input", 1],
    ['{"a" 1}', "invalid character '1' after object key", 6],
    ['{"a":1 "b":2}', `invalid character '"' after object key:value pair`, 8],
    ["{a:1}", "invalid character 'a' looking for beginning of object key string", 2],
    ["[1 2]", "invalid character '2' after array element", 4],
    ["[1,]", "invalid character ']' looking for beginning of value", 4],
    ["tru", "unexpected end of JSON input", 3],
    ["trve", "invalid character 'v' in literal true (expecting 'u')", 3],
    ["{} x", "invalid character 'x' after top-level value", 4],
    ['"\\q"', "invalid character 'q' in string escape code", 3],
    ['"\\u12g4"', "invalid character 'g' in \\u hexadecimal character escape", 6],
    ["{'a':1}", "invalid character '\\'' looking for beginning of object key string", 2],
    ['{"ü" 1}', "invalid character '1' after object key", 7],
  ];
  for (const [text, error, offset] of cases) {
    it(`says what is wrong with ${text}`, () => expect(parseJson(text)).to.deep.equal({ ok: false, error, offset }));
  }

  it("reads what is right, and notices a key that stands twice", () => {
    const text = '{"a":[1,-2.5e3,"\\u00e9",true,false,null,{}],"b":{"c":[]},"a":2}';
    expect(parseJson(text)).to.deep.equal({ ok: true, value: { a: 2, b: { c: [] } }, duplicateKeys: ["a"] });
  });

  it("normalises white space, order of keys and what is special in HTML", () => {
    expect(normaliseJson('{ "b": "<&>", "a": [1, 2] }')).to.equal('{"a":[1,2],"b":"\\u003c\\u0026\\u003e"}');
  });
});

describe("sandbox: texts of IAM policies", () => {
  const rule = iamPolicyText("policy");
  const invalid = '"policy" contains an invalid JSON policy:';
  const cases: readonly (readonly [text: string, reason: string | null])[] = [
    [" ", '"policy" is an empty string, which is not a valid JSON value'],
    ["abc", `${invalid} not a JSON object`],
    ["[]", `${invalid} contains a JSON array, not a JSON object`],
    ['"x"', `${invalid} contains a JSON-encoded string, not a JSON-encoded object`],
    [
      '"policy.json"',
      `${invalid} contains a JSON-encoded string, not a JSON-encoded object (have you passed a JSON-encoded filename instead of the content of that file?)`,
    ],
    [
      '"{}"',
      `${invalid} contains a JSON-encoded string, not a JSON-encoded object (have you double-encoded your JSON data?)`,
    ],
    ['{"a" 1}', `${invalid} invalid character '1' after object key, at byte offset 6`],
    ['{"Version":"a","Version":"b"}', '"policy" contains duplicate JSON keys: duplicate key "Version"'],
    ['{"Version":"2012-10-17"}', null],
  ];
  for (const [text, reason] of cases) {
    it(reason === null ? "takes an object" : `refuses ${text}`, () => expect(rule(text)).to.equal(reason));
  }
});

describe("sandbox: equality of IAM policies", () => {
  const policy = (statements: unknown, version = "2012-10-17"): string =>
    JSON.stringify({ Version: version, Statement: statements });
  const read = { Effect: "Allow", Action: ["s3:Get*", "s3:List*"], Resource: "*" };
  const write = { Effect: "Allow", Action: "s3:Put*", Resource: "*" };

  const equal: readonly (readonly [what: string, left: unknown, right: unknown])[] = [
    ["no policy and an empty one", "", "{}"],
    ["a text and a list of one", policy([write]), policy([{ ...write, Action: ["s3:Put*"] }])],
    ["one statement and a list of one", policy(write), policy([write])],
    ["another order of statements", policy([read, write]), policy([write, read])],
    ["another order of actions", policy([read]), policy([{ ...read, Action: ["s3:List*", "s3:Get*"] }])],
    ["actions in another case", policy([write]), policy([{ ...write, Action: "S3:PUT*" }])],
    [
      "an account and its root",
      policy([{ ...read, Principal: { AWS: "123456789012" } }]),
      policy([{ ...read, Principal: { AWS: ["arn:aws:iam::123456789012:root"] } }]),
    ],
    [
      "everybody in two spellings",
      policy([{ ...read, Principal: "*" }]),
      policy([{ ...read, Principal: { AWS: "*" } }]),
    ],
    [
      "a boolean condition and its text",
      policy([{ ...read, Condition: { Bool: { "aws:SecureTransport": false } } }]),
      policy([{ ...read, Condition: { Bool: { "aws:SecureTransport": ["false"] } } }]),
    ],
    ["an empty Sid and none", policy([{ ...read, Sid: "" }]), policy([read])],
  ];
  for (const [what, left, right] of equal)
    it(`${what} are equal`, () => expect(samePolicy(left, right)).to.equal(true));

  const different: readonly (readonly [what: string, left: unknown, right: unknown])[] = [
    ["effects", policy([read]), policy([{ ...read, Effect: "Deny" }])],
    ["resources that differ in case", policy([{ ...read, Resource: "a" }]), policy([{ ...read, Resource: "A" }])],
    ["versions", policy([read]), policy([read], "2008-10-17")],
    ["one statement more", policy([read]), policy([read, write])],
    ["a condition more", policy([read]), policy([{ ...read, Condition: { StringEquals: { a: "b" } } }])],
    ["texts that are no JSON", "x", "x"],
  ];
  for (const [what, left, right] of different) {
    it(`${what} are different`, () => expect(samePolicy(left, right)).to.equal(false));
  }
});
