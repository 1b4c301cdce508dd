import { FOREIGN_ACCOUNT, SAMPLE_ACCOUNT } from './sample-records';

export type UserIdentity = Record<string, unknown>;

export function iamUser(name: string): UserIdentity {
  return {
    type: 'IAMUser',
    principalId: 'AIDACKCEVSQ6C2EXAMPLE',
    arn: `arn:aws:iam::${SAMPLE_ACCOUNT}:user/${name}`,
    accountId: SAMPLE_ACCOUNT,
    accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
    userName: name,
  };
}

export function roleSession(role: string, session: string, account = SAMPLE_ACCOUNT): UserIdentity {
  return {
    type: 'AssumedRole',
    principalId: `AROAIDPPEZS35WEXAMPLE:${session}`,
    arn: `arn:aws:sts::${account}:assumed-role/${role}/${session}`,
    accountId: account,
    accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
    sessionContext: {
      sessionIssuer: {
        type: 'Role',
        principalId: 'AROAIDPPEZS35WEXAMPLE',
        arn: `arn:aws:iam::${account}:role/${role}`,
        accountId: account,
        userName: role,
      },
      attributes: { creationDate: '2026-01-01T00:00:00Z', mfaAuthenticated: 'false' },
    },
  };
}

/** A session that a user has opened with GetFederationToken: it is the user who stands behind it. */
export function federatedUser(name: string, user: string): UserIdentity {
  return {
    type: 'FederatedUser',
    principalId: `${SAMPLE_ACCOUNT}:${name}`,
    arn: `arn:aws:sts::${SAMPLE_ACCOUNT}:federated-user/${name}`,
    accountId: SAMPLE_ACCOUNT,
    accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
    sessionContext: {
      sessionIssuer: {
        type: 'IAMUser',
        principalId: 'AIDACKCEVSQ6C2EXAMPLE',
        arn: `arn:aws:iam::${SAMPLE_ACCOUNT}:user/${user}`,
        accountId: SAMPLE_ACCOUNT,
        userName: user,
      },
      attributes: { creationDate: '2026-01-01T00:00:00Z', mfaAuthenticated: 'false' },
    },
  };
}

/** A service that acts for itself: no ARN, no account. */
export function service(name: string): UserIdentity {
  return { type: 'AWSService', invokedBy: name };
}

/** A caller of another account, of whom CloudTrail tells the account and no more. */
export function foreignAccount(account = FOREIGN_ACCOUNT): UserIdentity {
  return { type: 'AWSAccount', principalId: 'AIDAEXAMPLEFOREIGN', accountId: account };
}

/** The form of today. The samples hold that of 2018, with ANONYMOUS_PRINCIPAL as the account. */
export function anonymous(): UserIdentity {
  return { type: 'AWSAccount', principalId: '', accountId: 'anonymous' };
}

/** The third form: it is the principal that is anonymous. */
export function anonymousPrincipal(): UserIdentity {
  return { type: 'AWSAccount', principalId: 'ANONYMOUS_PRINCIPAL', arn: '', accountId: '' };
}

/** By it CloudFront reads for a distribution: with an address, and with a word in the place of the account. */
export function originAccessIdentity(): UserIdentity {
  return { type: 'AWSAccount', principalId: 'AIDAEXAMPLEORIGIN1', accountId: 'CloudFront' };
}
