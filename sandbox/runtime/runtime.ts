import { Alarms } from "../aws/runtime/alarms.ts";
import { functionUrlSite } from "../aws/runtime/functions/function-url.ts";
import { type FunctionRuntime, Functions } from "../aws/runtime/functions/functions.ts";
import { expireItems } from "../aws/runtime/items.ts";
import { ping } from "../github/deliveries.ts";
import type { Vendor, VendorEvent } from "../model.ts";
import { slackSite } from "../slack/incoming-webhook.ts";
import type { Store } from "../store/store.ts";
import { type Clock, createVendor } from "../vendors.ts";
import type { SandboxWorld } from "../world.ts";
import { Background } from "./background.ts";
import { MovableClock } from "./clock.ts";
import { createInternet, type Internet } from "./internet.ts";
import { Rehearsals } from "./rehearsal.ts";

export interface RuntimeOptions {
  readonly store: Store;
  readonly world: SandboxWorld;
  readonly clock: Clock;
  /** Null where functions cannot run. */
  readonly functions: FunctionRuntime | null;
  /** Folder for the functions' files. */
  readonly folder: string;
  /** Address of the vendors' endpoints. */
  origin(): string;
}

/** What happens at the vendors by itself: time passes, alarms fire, functions run, webhooks are delivered. */
export interface Runtime {
  readonly vendor: Vendor;
  readonly clock: MovableClock;
  readonly alarms: Alarms;
  readonly functions: Functions;
  readonly internet: Internet;
  readonly rehearsals: Rehearsals;
  /** Ends a rehearsal; functions start afresh, since what they remember is of another time. */
  endRehearsal(): Promise<void>;
  /** Hears what the models announce. */
  announce(event: VendorEvent): void;
  /** Lets everything happen that was due until now. */
  catchUp(): Promise<void>;
  close(): Promise<void>;
}

export function createRuntime({
  store,
  world,
  clock: machine,
  functions: runtime,
  folder,
  origin,
}: RuntimeOptions): Runtime {
  const rehearsals = new Rehearsals(store);
  const clock = new MovableClock(store, machine);
  const background = new Background();
  const announce = (event: VendorEvent): void => background.start(() => ping({ vendor, internet }, event.id));
  const vendor = createVendor(store, world, clock, {}, announce);
  const sites = [slackSite(vendor)];
  const internet = createInternet(sites);
  const functions = new Functions({ vendor, internet, runtime, folder, origin });
  sites.push(functionUrlSite(vendor, functions));
  const alarms = new Alarms(vendor);
  return {
    vendor,
    clock,
    alarms,
    functions,
    internet,
    rehearsals,
    announce,
    async catchUp() {
      await background.settled();
      alarms.catchUp();
      expireItems(vendor);
    },
    async endRehearsal() {
      if (!rehearsals.isOn) return;
      await background.settled();
      await functions.close();
      rehearsals.end();
    },
    async close() {
      await background.settled();
      await functions.close();
    },
  };
}
