import { Queue } from "@pulumi/aws/sqs/queue.js";
import { stageFromConfig } from "stagekeeper";

const queue = new Queue("jobs");
const stage = stageFromConfig({ outputs: { queue: { url: queue.url } } });

export const { outputs } = stage;
