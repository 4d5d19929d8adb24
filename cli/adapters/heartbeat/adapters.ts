import { UserError } from "../../../core/user-error.ts";
import type { HeartbeatAdapters } from "../../commands/heartbeat.ts";
import type { Host } from "../host.ts";

/** The world as `heartbeat` needs it; what only one way of reporting needs is loaded when it is asked for. */
export function heartbeatAdapters(host: Host, { sandbox }: { readonly sandbox: boolean }): HeartbeatAdapters {
  return {
    async stages() {
      const { findProject } = await import("../project.ts");
      const { parseAllStages, readConfiguration } = await import("../configuration.ts");
      const project = findProject(host.cwd);
      const written = readConfiguration(project);
      if (written !== null) return parseAllStages(written);
      throw new UserError(
        `${project.file} has no stagekeeper configuration`,
        "Declare the pipeline under pipelines in stagekeeper:base.",
      );
    },
    variable: (name) => host.env[name],
    async count(heartbeat) {
      const { countSuccess } = await import("./count.ts");
      if (!sandbox) return await countSuccess(heartbeat);
      const { openSandbox } = await import("../sandbox/session.ts");
      const session = await openSandbox(host);
      try {
        await countSuccess(heartbeat, session.env);
      } finally {
        await session.close();
      }
    },
    async ping(url) {
      const { ping } = await import("./ping.ts");
      if (!sandbox) return await ping(url);
      throw new UserError(
        "Nobody answers at the URL of a heartbeat in the sandbox",
        "Try it without --sandbox, or write heartbeat: cloudwatch.",
      );
    },
    print: host.print,
  };
}
