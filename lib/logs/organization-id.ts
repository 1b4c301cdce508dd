import { TEXT, requireKind } from '../core/kinds';
import { requireMatch } from '../core/validation';

/** @throws if it isn't the id of an organization; a token passes */
export function requireOrganizationId(id: string): void {
  requireKind('organizationId', id, TEXT);
  requireMatch('organizationId', id, /^o-[a-z0-9]{10,32}$/, "an organization's id, such as o-a1b2c3d4e5");
}
