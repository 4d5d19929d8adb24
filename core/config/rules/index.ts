import { hostsExist, hostsStandOnce } from "./binding-hosts.ts";
import { bindingsFitGitHub, valuesFitGitHub, valuesFitVercel } from "./binding-limits.ts";
import {
  nameIsFreeAtVercel,
  nameIsWord,
  nameLacksGitHubPrefix,
  namesDifferAtGitHub,
  namesDifferAtVercel,
} from "./binding-names.ts";
import { outputExists, valueIsNoUnquotedDate, variableHasOneSource } from "./binding-sources.ts";
import { environmentsNeedPlan, reviewersAreFew, reviewersNeedPlan, waitingNeedsPlan } from "./github.ts";
import {
  alarmsAreFree,
  alarmsStandInTopicsRegion,
  budgetAlertsFit,
  chatNeedsRelay,
  emailsStandOnce,
} from "./monitoring.ts";
import { allowanceCoversSomething, allowanceExpiresOnDate, allowanceHasReasonAndOwner } from "./parity.ts";
import { bucketNamesFit, projectNamesFit, roleNamesFit, tableNamesFit } from "./physical-names.ts";
import { heartbeatUrlsDiffer, silenceOutlastsTwoRuns } from "./pipelines.ts";
import type { Rule } from "./rule.ts";
import { listsNameStages, sharedPartsStandInBase, stacksHoldOneStage, wordsMeanOneStage } from "./stages.ts";
import { domainsBelongToOneStage, domainsStandOnce, hobbyDomainsAreFew, paidPlanNamesTeam } from "./vercel.ts";
import {
  keysAgree,
  layerHoldsSomething,
  nameStandsInOneLayer,
  onDemandHasNoUnits,
  throttledLayersExist,
} from "./warehouse.ts";

/** What must hold across fields, for every stage and for the account stack. A new rule is a function and a line here. */
export const RULES: readonly Rule[] = [
  wordsMeanOneStage,
  stacksHoldOneStage,
  listsNameStages,
  sharedPartsStandInBase,

  reviewersNeedPlan,
  reviewersAreFew,
  waitingNeedsPlan,
  environmentsNeedPlan,

  paidPlanNamesTeam,
  domainsBelongToOneStage,
  domainsStandOnce,
  hobbyDomainsAreFew,

  nameStandsInOneLayer,
  layerHoldsSomething,
  onDemandHasNoUnits,
  keysAgree,
  throttledLayersExist,

  bucketNamesFit,
  tableNamesFit,
  roleNamesFit,
  projectNamesFit,

  variableHasOneSource,
  outputExists,
  valueIsNoUnquotedDate,
  hostsExist,
  hostsStandOnce,
  nameIsWord,
  nameLacksGitHubPrefix,
  namesDifferAtGitHub,
  nameIsFreeAtVercel,
  namesDifferAtVercel,
  bindingsFitGitHub,
  valuesFitGitHub,
  valuesFitVercel,

  silenceOutlastsTwoRuns,
  heartbeatUrlsDiffer,

  alarmsAreFree,
  alarmsStandInTopicsRegion,
  budgetAlertsFit,
  chatNeedsRelay,
  emailsStandOnce,

  allowanceCoversSomething,
  allowanceHasReasonAndOwner,
  allowanceExpiresOnDate,
];
