import { caseRoutes } from './case/case-routes.ts';
import { documentRoutes } from './documents/document-routes.ts';
import { confirmRoutes } from './case/confirm-routes.ts';
import { counterRoutes } from './counter/counter-routes.ts';
import { delegationsRoutes } from './delegations/delegations-routes.ts';
import { figuresRoutes } from './figures/figures-routes.ts';
import { homeRoutes } from './home-routes.ts';
import { manyRoutes } from './many/many-routes.ts';
import { passwordRoutes } from './entry/password-routes.ts';
import { passkeyRoutes } from './entry/passkey-routes.ts';
import { peopleRoutes } from './people/people-routes.ts';
import { queueRoutes } from './queue/queue-routes.ts';
import { returnRoutes } from './case/return-routes.ts';
import { registerRoutes } from './register/register-routes.ts';
import { secondStepRoutes } from './entry/second-step-routes.ts';
import { settingsRoutes } from './settings/settings-routes.ts';
import { signInRoutes } from './entry/sign-in-routes.ts';
import { auditRoutes } from './audit/audit-routes.ts';
import { signOnRoutes } from './entry/sign-on-routes.ts';
import { waysRoutes } from './ways/ways-routes.ts';
import { viewsRoutes } from './views/views-routes.ts';
import type { FastifyInstance } from 'fastify';
import type { Web } from '../http/web.ts';

/** The door of the office, and what is behind it for everybody. */
export function staffRoutes(app: FastifyInstance, web: Web): void {
  signInRoutes(app, web);
  secondStepRoutes(app, web);
  passwordRoutes(app, web);
  homeRoutes(app, web);
  queueRoutes(app, web);
  caseRoutes(app, web);
  peopleRoutes(app, web);
  returnRoutes(app, web);
  passkeyRoutes(app, web);
  waysRoutes(app, web);
  signOnRoutes(app, web);
  auditRoutes(app, web);
  registerRoutes(app, web);
  documentRoutes(app, web);
  confirmRoutes(app, web);
  viewsRoutes(app, web);
  delegationsRoutes(app, web);
  settingsRoutes(app, web);
  figuresRoutes(app, web);
  counterRoutes(app, web);
  manyRoutes(app, web);
}
