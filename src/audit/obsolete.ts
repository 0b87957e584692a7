import type { Finding, Subject } from './finding.ts';

/** Keys of portfolio.yaml that are read and have no effect any more. */
export function auditObsolete({ config, inConfig }: Subject): Finding[] {
  if (config.maxRequests === undefined) return [];
  return [
    {
      severity: 'note',
      where: inConfig(['maxRequests']),
      what: 'maxRequests has no effect any more',
      why: 'a refresh needs few requests since it uses GraphQL',
      fix: 'remove the line',
    },
  ];
}
