import { contractorPermitRenewal } from './contractor-permit-renewal/service.ts';
import type { Service } from '../engine/define/define-service.ts';

/** Every e-service of the portal, in the order in which people see them. A new service is one line here. */
export const services: readonly Service[] = [contractorPermitRenewal];
