/** GitHub's webhooks of the failures that are drilled, in the documented shape (docs.github.com, "Webhook events and payloads"). */

export interface Home {
  /** `owner` part of the repository. */
  readonly owner: string;
  readonly repository: string;
}

/** What GitHub would send. */
export interface WebhookPayload {
  readonly event: "workflow_run" | "deployment_status";
  readonly payload: Readonly<Record<string, unknown>>;
}

export interface WorkflowRun extends Home {
  /** Workflow file without folders. */
  readonly file: string;
  readonly branch: string;
  readonly conclusion: "failure" | "success";
  /** Number of the run, different for each. */
  readonly run: number;
  readonly at: Date;
}

/** A commit that is none: the drill does not look into the repository. */
const sha = "d6fde92930d4715a2b49857d24b940956b26d2d3";

export function workflowRun({ owner, repository, file, branch, conclusion, run, at }: WorkflowRun): WebhookPayload {
  const fullName = `${owner}/${repository}`;
  const url = `https://github.com/${fullName}`;
  const time = iso(at);
  const path = `.github/workflows/${file}`;
  const workflow = { id: 4_711, name: file, path, state: "active", html_url: `${url}/blob/${branch}/${path}` };
  return {
    event: "workflow_run",
    payload: {
      action: "completed",
      workflow: { ...workflow, created_at: time, updated_at: time },
      workflow_run: {
        id: run,
        name: file,
        path,
        workflow_id: workflow.id,
        run_number: run,
        run_attempt: 1,
        event: "push",
        status: "completed",
        conclusion,
        head_branch: branch,
        head_sha: sha,
        html_url: `${url}/actions/runs/${run}`,
        created_at: time,
        run_started_at: time,
        updated_at: time,
        head_commit: { id: sha, message: "A drill of stagekeeper", timestamp: time },
        head_repository: { name: repository, full_name: fullName, fork: false },
        repository: { name: repository, full_name: fullName, fork: false },
        pull_requests: [],
      },
    },
  };
}

export interface DeploymentStatus extends Home {
  readonly environment: string;
  readonly branch: string;
  readonly state: "failure" | "inactive" | "success";
  /** True where Vercel's app posted it. */
  readonly byVercel: boolean;
  /** Number of the deployment and, below it, of its status. */
  readonly deployment: number;
  readonly status: number;
  readonly at: Date;
}

export function deploymentStatus(args: DeploymentStatus): WebhookPayload {
  const { owner, repository, environment, branch, state, byVercel, deployment, status, at } = args;
  const api = `https://api.github.com/repos/${owner}/${repository}/deployments/${deployment}`;
  const time = iso(at);
  const creator = byVercel
    ? { login: "vercel[bot]", id: 35_613_825, type: "Bot" }
    : { login: owner, id: 1, type: "User" };
  return {
    event: "deployment_status",
    payload: {
      action: "created",
      deployment_status: {
        url: `${api}/statuses/${status}`,
        id: status,
        state,
        creator,
        description: "A drill of stagekeeper",
        environment,
        target_url: "https://vercel.com/",
        log_url: "https://vercel.com/",
        environment_url: "",
        created_at: time,
        updated_at: time,
      },
      deployment: {
        url: api,
        id: deployment,
        sha,
        ref: branch,
        task: "deploy",
        payload: {},
        original_environment: environment,
        environment,
        description: null,
        creator,
        created_at: time,
        updated_at: time,
      },
    },
  };
}

function iso(time: Date): string {
  return `${time.toISOString().slice(0, "YYYY-MM-DDTHH:MM:SS".length)}Z`;
}
