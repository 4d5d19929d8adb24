import { expect } from "chai";
import { type Fault, FaultInjector } from "../../../sandbox/control/faults.ts";
import type { VendorRequest } from "../../../sandbox/provider/interceptor.ts";
import { MemoryStore } from "../memory-store.ts";
import { refusal, urn } from "../support.ts";

const type = "github:index/actionsVariable:ActionsVariable";
const request: VendorRequest = { operation: "create", type, urn: urn(type, "A"), style: "sdk" };
const fault: Fault = { operation: "create", target: "A", kind: "error", nth: 2, when: "before" };

describe("faults across servers", () => {
  let store: MemoryStore;
  const crash = (): void => {
    throw new Error("crashed");
  };
  const injector = (): FaultInjector => new FaultInjector({ store, timeoutMs: 0, crash });
  beforeEach(() => {
    store = new MemoryStore();
  });

  it("wait for the next server, with what they have counted", async () => {
    injector().add(fault);
    expect(await injector().around(request, () => "done")).to.equal("done");
    expect(injector().pending).to.deep.equal([fault]);
    expect(await refusal(injector().around(request, () => "done"))).to.include("500 Internal Server Error");
    expect(injector().pending).to.deep.equal([]);
    expect(await injector().around(request, () => "done")).to.equal("done");
  });

  it("do not count requests that they are not meant for", async () => {
    injector().add(fault);
    await injector().around({ ...request, operation: "read" }, () => "done");
    await injector().around({ ...request, urn: urn(type, "B") }, () => "done");
    expect(await injector().around(request, () => "done")).to.equal("done");
  });

  it("crash one server, not the next one as well", async () => {
    injector().add({ ...fault, kind: "crash", nth: 1 });
    expect(await refusal(injector().around(request, () => "done"))).to.equal("crashed");
    expect(await injector().around(request, () => "done")).to.equal("done");
  });

  it("are called off for the next server, too", async () => {
    injector().add({ ...fault, nth: 1 });
    injector().add(fault);
    expect(injector().pending).to.have.length(2);
    injector().clear();
    expect(await injector().around(request, () => "done")).to.equal("done");
  });
});
