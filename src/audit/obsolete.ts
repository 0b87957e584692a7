import type { AuditInput, Finding } from './finding.ts';

/** Reports keys of portfolio.yaml that no longer have any effect. */
export function auditObsolete({ config, inConfig }: AuditInput): Finding[] {
  if (config.maxRequests === undefined) return [];
  return [
    {
      severity: 'note',
      where: inConfig(['maxRequests']),
      what: 'maxRequests no longer has any effect',
      why: 'a refresh uses GraphQL, which needs few requests',
      fix: 'remove it',
    },
  ];
}
