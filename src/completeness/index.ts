export { createScoredProfiles } from './profiles.ts';
export { createRescorings } from './rescoring.ts';
export { createCompletenessRoutes } from './routes.ts';
export { createRuleService } from './rule-service.ts';
export { createRuleSets } from './rule-sets.ts';
export { createScores } from './scores.ts';
export { createCompletenessService } from './service.ts';
