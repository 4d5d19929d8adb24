/** Which of a Vercel project's deployments production is served from. */

export interface SeenDeployment {
  readonly id: string;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  /** Whether it is for production. */
  readonly isProduction: boolean;
  readonly isReady: boolean;
  /** True for one that was built for production and has never served it. */
  readonly isStaged: boolean;
}

/** The last rollback or promotion that somebody asked for. */
export interface AliasRequest {
  readonly toDeploymentId: string;
  readonly hasSucceeded: boolean;
  /** Epoch milliseconds. */
  readonly requestedAt: number;
}

/**
 * When the live deployment was made; null where nothing was deployed to production.
 *
 * A rollback serves an older deployment again, and Vercel then assigns the domains to no newer one until somebody promotes one
 * (https://vercel.com/docs/instant-rollback). A promotion may also take up one that was staged. So the last request that
 * succeeded decides; else it is the newest that is ready and has served production.
 * @param deployments the latest ones; a target that is not among them is older than all of them
 */
export function liveSince(deployments: readonly SeenDeployment[], request: AliasRequest | null): number | null {
  const ready = deployments.filter(({ isProduction, isReady }) => isProduction && isReady);
  const newest = Math.max(...ready.filter(({ isStaged }) => !isStaged).map(({ createdAt }) => createdAt));
  if (!request?.hasSucceeded || request.requestedAt < newest) return finite(newest);
  const target = ready.find(({ id }) => id === request.toDeploymentId);
  return finite(target?.createdAt ?? Math.min(...ready.map(({ createdAt }) => createdAt)));
}

function finite(time: number): number | null {
  return Number.isFinite(time) ? time : null;
}
