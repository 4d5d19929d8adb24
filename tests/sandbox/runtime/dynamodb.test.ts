import {
  DeleteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  ScanCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { expect } from "chai";
import { refused, TestVendors } from "./vendors.ts";

describe("the sandbox's DynamoDB, asked by the real SDK", () => {
  let vendors: TestVendors;
  const TableName = "agent-ops-relay";
  let client: DynamoDBClient;
  beforeEach(async () => {
    vendors = await TestVendors.start();
    client = new DynamoDBClient(vendors.aws);
    const attributes = [{ name: "pk", type: "S" }];
    vendors.put("aws/dynamodb-table", TableName, {
      name: TableName,
      hashKey: "pk",
      attributes,
      ttl: { enabled: true, attributeName: "expiresAt" },
    });
  });
  afterEach(() => vendors.stop());

  const get = async (pk: string) => (await client.send(new GetItemCommand({ TableName, Key: { pk: { S: pk } } }))).Item;

  it("writes once under a condition, and says what stood in its way", async () => {
    const put = (state: string) =>
      client.send(
        new PutItemCommand({
          TableName,
          Item: { pk: { S: "a" }, state: { S: state }, n: { N: "1" } },
          ConditionExpression: "attribute_not_exists(pk) OR (#s = :old AND n < :n)",
          ExpressionAttributeNames: { "#s": "state" },
          ExpressionAttributeValues: { ":old": { S: "gone" }, ":n": { N: "2" } },
          ReturnValuesOnConditionCheckFailure: "ALL_OLD",
        }),
      );
    await put("open");
    const error = await put("again").then(
      () => null,
      (reason: { name: string; Item?: object }) => reason,
    );
    expect(error).to.include({ name: "ConditionalCheckFailedException" });
    expect(error?.Item).to.deep.equal({ pk: { S: "a" }, state: { S: "open" }, n: { N: "1" } });
    expect((await get("a"))?.["state"]).to.deep.equal({ S: "open" });
  });

  it("updates: sets, counts, takes out", async () => {
    const update = new UpdateItemCommand({
      TableName,
      Key: { pk: { S: "a" } },
      UpdateExpression:
        "SET #since = if_not_exists(#since, :now), last = :now, n = if_not_exists(n, :zero) + :one REMOVE gone ADD seen :one",
      ExpressionAttributeNames: { "#since": "since" },
      ExpressionAttributeValues: { ":now": { S: "noon" }, ":zero": { N: "0" }, ":one": { N: "1" } },
      ReturnValues: "ALL_NEW",
    });
    await client.send(update);
    const { Attributes } = await client.send(update);
    expect(Attributes).to.deep.equal({
      pk: { S: "a" },
      since: { S: "noon" },
      last: { S: "noon" },
      n: { N: "2" },
      seen: { N: "2" },
    });
  });

  it("deletes under a condition", async () => {
    await client.send(new PutItemCommand({ TableName, Item: { pk: { S: "a" }, tags: { M: { x: { S: "1" } } } } }));
    const remove = (expression: string) =>
      client.send(
        new DeleteItemCommand({
          TableName,
          Key: { pk: { S: "a" } },
          ConditionExpression: expression,
          ExpressionAttributeValues: { ":p": { S: "b" }, ":q": { S: "1" } },
        }),
      );
    expect((await refused(remove("begins_with(pk, :p)"))).name).to.equal("ConditionalCheckFailedException");
    expect((await refused(remove("NOT tags.x IN (:p, :q)"))).name).to.equal("ConditionalCheckFailedException");
    await remove("tags.x = :q AND pk BETWEEN :q AND :p");
    expect(await get("a")).to.equal(undefined);
  });

  it("keeps expired items for two days, as DynamoDB may", async () => {
    const expiresAt = { N: String(vendors.machine.now().getTime() / 1000 + 60) };
    await client.send(new PutItemCommand({ TableName, Item: { pk: { S: "a" }, expiresAt } }));
    await vendors.advance(24 * 60);
    expect(await get("a")).to.deep.equal({ pk: { S: "a" }, expiresAt });
    await vendors.advance(25 * 60);
    expect(await get("a")).to.equal(undefined);
  });

  it("refuses what DynamoDB refuses, and what is not modelled", async () => {
    const put = (input: object) =>
      refused(client.send(new PutItemCommand({ TableName, Item: { pk: { S: "a" } }, ...input })));
    expect((await put({ TableName: "none" })).name).to.equal("ResourceNotFoundException");
    expect((await put({ Item: { other: { S: "a" } } })).message).to.include("Missing the key pk in the item");
    expect((await put({ Item: { pk: { N: "1" } } })).message).to.include("Type mismatch for key pk expected: S");
    expect((await put({ ConditionExpression: "size(pk) > :n" })).message).to.include(
      "does not model the function size",
    );
    expect((await put({ ConditionExpression: "pk = :x" })).message).to.include("attribute value: :x");
    expect((await put({ ConditionExpression: "attribute_exists(#x)" })).message).to.include("attribute name: #x");
    expect((await put({ ConditionExpression: "pk =" })).message).to.include("Syntax error");
    expect((await put({ ReturnConsumedCapacity: "TOTAL" })).message).to.include("ReturnConsumedCapacity of PutItem");
    expect((await refused(client.send(new ScanCommand({ TableName })))).message).to.include(
      "does not model dynamodb:Scan",
    );
  });
});
