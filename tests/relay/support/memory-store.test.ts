import { itKeepsTheContract } from "../store-contract.ts";
import { MemoryStore } from "./memory-store.ts";

describe("relay: the table in memory, which the tests use", () => {
  const store = new MemoryStore();
  itKeepsTheContract(() => store);
});
