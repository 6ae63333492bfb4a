import { caseRoutes } from './case/case-routes.ts';
import { confirmRoutes } from './case/confirm-routes.ts';
import { counterRoutes } from './counter/counter-routes.ts';
import { delegationsRoutes } from './delegations/delegations-routes.ts';
import { homeRoutes } from './home-routes.ts';
import { manyRoutes } from './many/many-routes.ts';
import { passwordRoutes } from './entry/password-routes.ts';
import { peopleRoutes } from './people/people-routes.ts';
import { queueRoutes } from './queue/queue-routes.ts';
import { returnRoutes } from './case/return-routes.ts';
import { secondStepRoutes } from './entry/second-step-routes.ts';
import { signInRoutes } from './entry/sign-in-routes.ts';
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
  confirmRoutes(app, web);
  viewsRoutes(app, web);
  delegationsRoutes(app, web);
  counterRoutes(app, web);
  manyRoutes(app, web);
}
